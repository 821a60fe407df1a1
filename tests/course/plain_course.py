"""Small courses as nbgrader's manual describes them: graded cells hold tests, nothing is ours."""

from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

from tests.commands import run

OURS = "import grading\ngrading.configure(c)\n"
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def marked(cell, grade_id, **marks):
    """A cell with nbgrader's metadata."""
    cell.metadata["nbgrader"] = {"grade_id": grade_id, "schema_version": 3, "grade": False,
                                 "solution": False, "locked": False, "task": False, **marks}
    return cell


def solution(grade_id, stub):
    """A cell for an answer, whose source is what students get; no test needs a right one."""
    return marked(new_code_cell(stub), grade_id, solution=True)


def cell_of_tests(grade_id, source, points):
    """A graded cell of tests."""
    return marked(new_code_cell(source), grade_id, grade=True, locked=True, points=points)


def by_hand(grade_id, cell, points):
    """An answer that a person grades."""
    return marked(cell, grade_id, grade=True, solution=True, points=points)


def task(grade_id, text, points):
    """A task that a person grades."""
    return marked(new_markdown_cell(text), grade_id, task=True, locked=True, points=points)


def write(path, cells, kernel=KERNEL):
    """Write a notebook with these cells."""
    path.parent.mkdir(parents=True, exist_ok=True)
    metadata = {"kernelspec": kernel} if kernel else {}
    nbformat.write(new_notebook(cells=cells, metadata=metadata), path)


class PlainCourse:
    """A course in a folder, with assignment ps1; it is driven as a person does.

    Parameters
    ----------
    settings : text of its nbgrader_config.py
    folders : how the settings call the steps "source", "submitted" and so on, if otherwise
    """

    def __init__(self, folder, notebooks, settings="", files=(), **folders):
        self.folder, self._folders = Path(folder), folders
        self._is_assignment_first = '"{assignment_id}/' in settings
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "nbgrader_config.py").write_text(
            f"c = get_config()\nc.CourseDirectory.root = {str(self.folder)!r}\n{settings}")
        for name, cells in notebooks.items():
            write(self.step("source") / f"{name}.ipynb", cells)
        for name, content in dict(files).items():
            path = self.step("source") / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)

    @classmethod
    def existing(cls, folder):
        """A course that is there already, with the usual folders."""
        course = cls.__new__(cls)
        course.folder, course._folders, course._is_assignment_first = Path(folder), {}, False
        return course

    def step(self, name, student="."):
        """The folder of a step, also where the settings put the assignment first."""
        folder = self._folders.get(name, name)
        parts = ("ps1", folder, student) if self._is_assignment_first else (folder, student, "ps1")
        return self.folder.joinpath(*parts)

    def run(self, *command, fails=False):
        """What a command says; it must fail or succeed as expected."""
        done = run(self.folder, *command, JUPYTER_CONFIG_DIR=str(self.folder / "no-settings"))
        said = done.stdout + done.stderr
        assert (done.returncode != 0) == fails, said[-4000:]
        return said

    def hand_in(self, student, answers, change=lambda notebook: None):
        """Hand in the released notebooks with code by grade_id; `change` may do anything else."""
        for path in self.step("release").glob("*.ipynb"):
            notebook = nbformat.read(path, as_version=4)
            for cell in notebook.cells:
                grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
                cell.source = answers.get(grade_id, cell.source)
            change(notebook)
            target = self.step("submitted", student) / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            nbformat.write(notebook, target)

    def scores(self):
        """(auto_score, whether a person has to grade it) by student, notebook and grade_id."""
        with Gradebook(f"sqlite:///{self.folder}/gradebook.db") as gradebook:
            return {(one.student_id, notebook.name, grade.name):
                    (grade.auto_score, bool(grade.needs_manual_grade))
                    for one in gradebook.assignment_submissions("ps1")
                    for notebook in one.notebooks for grade in notebook.grades}

    def comments(self):
        """nbgrader's own comments, such as "No response.", by student, notebook and grade_id."""
        with Gradebook(f"sqlite:///{self.folder}/gradebook.db") as gradebook:
            return {(one.student_id, notebook.name, comment.name): comment.auto_comment
                    for one in gradebook.assignment_submissions("ps1")
                    for notebook in one.notebooks for comment in notebook.comments}
