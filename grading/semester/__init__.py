"""A term: its people, due dates, extensions and penalties, which `course.toml` gives."""
