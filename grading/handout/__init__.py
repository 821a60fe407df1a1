"""What students get of a course: assignments, chapters, packages and a README, as zip and wheel."""
