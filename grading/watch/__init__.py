"""Grading submissions as they come, and releasing feedback on them."""
