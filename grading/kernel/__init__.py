"""The kernel that submissions run in, and the grader's side of it."""
