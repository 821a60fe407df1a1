"""The grader: an instructor has it, a student never does."""
