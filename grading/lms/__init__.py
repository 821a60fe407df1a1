"""Canvas and Moodle: their downloads of submissions, and the files in which they take grades."""
