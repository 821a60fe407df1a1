"""The page that a student gets back; nbgrader's `generate_feedback` makes it from these parts."""
