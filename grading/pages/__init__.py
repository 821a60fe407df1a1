"""The pages that people read: feedback for students, reports for instructors."""
