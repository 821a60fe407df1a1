"""Measurements that `make bench` prints; nothing here is imported by the course."""
