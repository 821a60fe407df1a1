"""The wheel: what is inside it, and that both sides work where nothing but it is installed."""

import os
import shutil
import sqlite3
import subprocess
import zipfile
from pathlib import Path

import pytest

from grading.references.exercises import assignments
from tests.answers import leaks_of_hidden_answers, solution_lines
from tests.packaging.installed import ROOT, Environment, run, tracked
from tests.this_course import FOLDERS

PACKAGES = ("answercheck", "grading", "helpers")
WEEK = "week1_derivatives"


@pytest.fixture(scope="module")
def members(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_packages_and_no_other(members):
    inside = {name for name in members if not name.split("/")[0].endswith(".dist-info")}
    assert inside == set(tracked(*PACKAGES))


@pytest.mark.slow
def test_the_wheel_holds_the_licences(members):
    names = {Path(name).name for name in members if ".dist-info/licenses/" in name}
    assert {"LICENSE", "LICENSE-digits", "math.LICENSE", "NotoSansSC.LICENSE"} <= names


@pytest.mark.slow
def test_no_line_of_a_solution_is_in_the_wheel(members):
    lines = {line.encode() for week in assignments(FOLDERS)
             for line in solution_lines(week, longer_than=40)}
    assert len(lines) > 50
    assert not [(name, line) for name, content in members.items() for line in lines
                if line in content]


@pytest.mark.slow
def test_no_hidden_answer_is_in_the_wheel(members):
    assert {name for name in members if name.endswith(".h5")} == {"helpers/digits.h5"}
    assert leaks_of_hidden_answers(members) == set()


@pytest.fixture(scope="module")
def student(wheel, tmp_path_factory):
    environment = Environment(tmp_path_factory.mktemp("student"), wheel)
    environment.install()
    return environment


@pytest.mark.slow
def test_a_student_can_import_the_packages_and_their_data(student):
    packages = [name for name in PACKAGES if name != "grading" and (ROOT / name).is_dir()]
    said = student.python(
        f"import {', '.join(packages)}\nfrom helpers import data, images, planar, plots\n"
        f"print(len(plots.__all__), helpers.__file__)\n"
        f"print(data.__file__, len(open(data.DIGITS_FILE, 'rb').read()))", MPLBACKEND="Agg")
    assert str(student.folder / "env") in said
    assert str(ROOT) not in said


@pytest.mark.slow
def test_a_student_gets_a_verdict_in_a_released_notebook(student):
    """The cells up to the first check run as they were handed out, so the answer is missing."""
    notebook = next((ROOT / "release" / WEEK).glob("*.ipynb"))
    target = shutil.copytree(notebook.parent, student.folder / "elsewhere" / WEEK)
    code = f"""
import json
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
for cell in json.load(open({notebook.name!r}))["cells"]:
    source = "".join(cell["source"])
    if cell["cell_type"] == "code":
        shell.run_cell(source)
        if source.startswith("check("):
            break
"""
    said = run([student.program("python"), "-c", code], target, MPLBACKEND="Agg")
    assert "✗" in said
    assert "0 of" in said


@pytest.mark.slow
def test_what_is_installed_fits_together(grader):
    grader.pip("check")


@pytest.mark.slow
def test_the_grader_shows_its_help_and_examines_the_machine(grader):
    assert "grade" in run([grader.program("course"), "--help"], grader.folder)
    done = subprocess.run([grader.program("course"), "doctor"], cwd=grader.folder, text=True,
                          capture_output=True, check=False)
    assert "Traceback" not in done.stdout + done.stderr
    assert done.stdout


@pytest.mark.slow
def test_a_submission_to_a_course_elsewhere_is_graded(grader):
    """The reference solutions, handed in as they are, earn all points."""
    course = grader.folder / "course"
    course.mkdir()
    shutil.copy2(ROOT / "nbgrader_config.py", course)
    for folder in (f"source/{WEEK}", "exercises", "references"):
        if (ROOT / folder).is_dir():
            shutil.copytree(ROOT / folder, course / folder)
    run([grader.program("course"), "release", WEEK], course)
    shutil.copytree(course / "source" / WEEK, course / "submitted" / "ana" / WEEK)
    run([grader.program("course"), "grade", WEEK, "--workers", "1"], course)
    with sqlite3.connect(course / "gradebook.db") as gradebook:
        points, most = gradebook.execute(
            "select sum(auto_score), sum(max_score) from grade join grade_cells"
            " on grade.cell_id = grade_cells.id where cell_type = 'code'").fetchone()
    assert points == most
    assert most > 0


@pytest.mark.slow
def test_the_quickstart_course_of_nbgrader_gets_the_scores_of_stock_nbgrader(grader):
    """An instructor of any course adds two lines at the end of her configuration."""
    courses = [grader.folder / "stock101", grader.folder / "course101"]
    for course in courses:
        run([grader.program("nbgrader"), "quickstart", course.name], grader.folder)
        samples = grader.python("import nbgrader; print(nbgrader.__path__[0])").strip()
        shutil.copytree(Path(samples, "docs", "source", "user_guide", "submitted"),
                        course / "submitted")
    with (courses[1] / "nbgrader_config.py").open("a") as config:
        config.write("\nimport grading\ngrading.configure(c)\n")
    programs = os.pathsep.join([str(grader.folder / "env" / "bin"), os.environ["PATH"]])
    for command in ("generate_assignment", "autograde"):
        run([grader.program("nbgrader"), command, "ps1"], courses[0], PATH=programs)
    for command in ("release", "grade", "feedback", "report"):
        run([grader.program("course"), command, "ps1"], courses[1])
    found = [scores(course) for course in courses]
    assert found[0] == found[1]
    assert len(found[0]) > 10
    assert len(list(courses[1].glob("feedback/*/ps1/*.html"))) == 4
    assert (courses[1] / "report" / "ps1.html").is_file()
    run([grader.program("nbgrader"), "autograde", "ps1", "--force"], courses[1], PATH=programs)
    assert scores(courses[1]) == found[0]


def scores(course):
    """Every score in a gradebook, with the student and the names of notebook and cell."""
    with sqlite3.connect(course / "gradebook.db") as gradebook:
        return sorted(gradebook.execute(
            "select submitted_assignment.student_id, notebook.name, base_cell.name,"
            " grade.auto_score, grade.needs_manual_grade from grade"
            " join base_cell on grade.cell_id = base_cell.id"
            " join notebook on base_cell.notebook_id = notebook.id"
            " join submitted_notebook on grade.notebook_id = submitted_notebook.id"
            " join submitted_assignment"
            " on submitted_notebook.assignment_id = submitted_assignment.id").fetchall())
