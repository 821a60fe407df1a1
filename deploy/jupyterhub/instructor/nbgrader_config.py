"""Where the course lies, for the formgrader; its own nbgrader_config.py is read there."""

from pathlib import Path

c = get_config()

c.CourseDirectory.root = str(Path.home() / "course")
