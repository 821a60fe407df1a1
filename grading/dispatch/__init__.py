"""Grading a class: who is to be graded, on which processes or machines, and what came of it."""
