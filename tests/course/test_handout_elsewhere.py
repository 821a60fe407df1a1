"""A student unpacks the handout, does what its README says, and can work: nothing else is there."""

import json
import os
import re
import subprocess
from zipfile import ZipFile

import pytest

from grading.demo.student_notebook import StudentNotebook
from grading.references.exercises import exercises
from grading.references.solutions import cells
from helpers.plots.play import FIGURES, STILL
from tests.course.formgrader import served
from tests.course.test_handout import made
from tests.packaging.installed import UNCOMPILED
from tests.patience import PATIENCE_MS, PATIENCE_S
from tests.this_course import FOLDERS

__all__ = ["made"]  # the fixture
pytestmark = pytest.mark.slow
WEEK = "week1_derivatives"
NOTEBOOK = FOLDERS.source_notebook(WEEK).name
EXERCISE = exercises(FOLDERS, WEEK)[0].name
LIMIT_S = 3 * PATIENCE_S  # of a command; pip may have to fetch everything
CHAPTER = "notebooks/week1_derivatives/01_slopes.ipynb"


def run(command, folder):
    """What a command prints, in a shell that knows nothing of this repository."""
    env = {key: value for key, value in os.environ.items()
           if key not in ("PYTHONPATH", "VIRTUAL_ENV")} | UNCOMPILED
    # With widgets, nbclient 0.11 sometimes waits for ever for a reply that has come.
    env[FIGURES] = STILL
    done = subprocess.run(command, shell=isinstance(command, str), cwd=folder, text=True, env=env,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                          timeout=LIMIT_S)
    assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}"
    return done.stdout


@pytest.fixture(scope="module")
def student(made, tmp_path_factory):
    """The folder of a student, after the commands of the README but for the last."""
    folder = tmp_path_factory.mktemp("student")
    with ZipFile(made.archive) as archive:
        archive.extractall(folder)
    (place,) = folder.iterdir()
    *commands, last = re.findall(r"^    (.+)", re.search(
        r"\*\*At home\*\*.*?\n\n(.*?)\n\n", (place / "README.md").read_text(), re.S)[1], re.M)
    assert last == ".venv/bin/jupyter lab"
    for command in commands:
        run(command, place)
    return place


def answer_all(notebook):
    """Fill in right answers; the written ones too, which Validate asks for."""
    for name, code in cells(FOLDERS, WEEK).items():
        notebook.answer(name, code)
    for cell in notebook.written_cells():
        cell.source = "In my own words."
    return notebook


def executed(student, path):
    """The code cells of a notebook after all were run, also after an error."""
    run([student / ".venv/bin/jupyter", "nbconvert", "--execute", "--allow-errors", "--to",
         "notebook", "--output", "executed", path], student)
    done = json.loads((student / path).with_name("executed.ipynb").read_text())
    return [cell for cell in done["cells"] if cell["cell_type"] == "code"]


def test_the_grader_is_not_there(student):
    code = "import importlib.util as u; print(u.find_spec('grading'))"
    assert run([student / ".venv/bin/python", "-c", code], student).strip() == "None"


def test_a_check_tells_what_is_right_and_figures_are_drawn(student):
    folder = student / "release" / WEEK
    answer_all(StudentNotebook(folder / NOTEBOOK)).save(folder, "answered.ipynb")
    done = executed(student, f"release/{WEEK}/answered.ipynb")
    (check,) = [cell for cell in done if "".join(cell["source"]) == f"check({EXERCISE})"]
    assert "✓" in json.dumps(check["outputs"], ensure_ascii=False)
    assert any("image/png" in output.get("data", {}) for cell in done
               for output in cell["outputs"])
    assert not [output for cell in done for output in cell["outputs"]
                if output["output_type"] == "error"]


def test_validate_fails_what_was_not_answered_and_passes_what_was(student):
    nbgrader, folder = student / ".venv/bin/nbgrader", student / "release" / WEEK
    assert "failed" in run([nbgrader, "validate", NOTEBOOK], folder)
    answer_all(StudentNotebook(folder / NOTEBOOK)).save(folder, "right.ipynb")
    assert "Success" in run([nbgrader, "validate", "right.ipynb"], folder)


def test_a_chapter_runs_and_shows_its_figures(student):
    outputs = [output for cell in executed(student, CHAPTER) for output in cell["outputs"]]
    assert not [output for output in outputs if output["output_type"] == "error"]
    assert any("image/png" in output.get("data", {}) for output in outputs)


def test_in_jupyterlab_a_link_opens_the_chapter_and_one_there_the_assignment(student, browser):
    with served(student, student / ".venv" / "bin",
                "--ServerApp.jpserver_extensions={'jupyterlab': True}") as address:
        page = browser.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{address}/lab/tree/release/{WEEK}/{NOTEBOOK}")
        page.locator(".jp-RenderedMarkdown a[href*='01_slopes']").first.click()
        page.wait_for_url(f"**/lab/tree/{CHAPTER}")
        page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-RenderedMarkdown "
                     f"a[href*='{NOTEBOOK}']").first.click()
        page.wait_for_url(f"**/lab/tree/release/{WEEK}/{NOTEBOOK}")
        page.close()
