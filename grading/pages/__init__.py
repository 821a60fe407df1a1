"""HTML pages: feedback for students, reports for instructors."""
