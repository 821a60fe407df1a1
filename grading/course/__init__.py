"""A course on disk: its folders, its assignments as grading sees them, its log."""
