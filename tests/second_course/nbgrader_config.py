"""A course on fitting lines, which knows nothing of the course on neural networks."""

from pathlib import Path

import grading

c = get_config()  # noqa: F821 - nbgrader reads this file with get_config defined

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "lines"
c.ExecuteSubmission.course_packages = ["lines"]

grading.configure(c)
