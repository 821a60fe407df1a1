"""What nbgrader must know of this course."""

from pathlib import Path

import grading

c = get_config()  # noqa: F821 - nbgrader reads this file with get_config defined

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = "neural_networks"
c.ExecuteSubmission.course_packages = ["helpers"]
c.Handout.folders = ["notebooks"]

grading.configure(c)
