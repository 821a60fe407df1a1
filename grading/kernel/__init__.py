"""The kernel that a submission runs in, and how the grader asks it."""
