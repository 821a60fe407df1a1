"""The feedback page for students; nbgrader's `generate_feedback` makes it from these parts."""
