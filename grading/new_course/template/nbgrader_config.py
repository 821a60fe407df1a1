"""The settings of this course; nbgrader's own are allowed here too."""

from pathlib import Path

import grading

c = get_config()

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "my_course"

grading.configure(c)
