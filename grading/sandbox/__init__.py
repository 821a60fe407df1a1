"""Processes of a submission, held apart: namespaces, a filter of system calls, limits."""
