"""The edition for the browser, opened in Chromium: the kernel starts from what the site serves."""

import subprocess
import sys
from urllib.error import URLError
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

from grading.references.exercises import assignments
from lite.pyodide import ELSEWHERE, PYODIDE
from tests.answers import leaks_of_hidden_answers, solution_lines
from tests.patience import PATIENCE_MS
from tests.serving import served_pages
from tests.this_course import COURSE, FOLDERS

pytestmark = pytest.mark.slow

WEEKS = assignments(FOLDERS)
EXERCISE = "release/week1_derivatives/derivatives.ipynb"
CHAPTER = "notebooks/week1_derivatives/01_slopes.ipynb"


@pytest.fixture(scope="module")
def lite(npm):
    """The folder that `make lite` writes."""
    done = subprocess.run([sys.executable, "-m", "lite"], cwd=COURSE, capture_output=True,
                          text=True, check=False)
    assert done.returncode == 0, done.stderr
    return COURSE / "build" / "lite"


@pytest.fixture(scope="module")
def address(lite):
    """Where the edition is served: below a path, as on the pages of a repository."""
    with served_pages(lite.parent) as address:
        yield f"{address}/{lite.name}"


class Lab:
    """A notebook that is open in JupyterLite, with its kernel."""

    def __init__(self, browser, address, path):
        self.page, self.foreign = browser.new_page(), []
        host = address.rpartition("/")[0]
        self.page.on("request", lambda request: self.foreign.append(request.url)
                     if not request.url.startswith((host, "data:", "blob:")) else None)
        self.page.goto(f"{address}/lab/index.html?path={path}")
        self.page.locator(".jp-Notebook .jp-Cell").first.wait_for(timeout=PATIENCE_MS)
        self.page.locator("[data-status=idle]").first.wait_for(timeout=PATIENCE_MS)

    def run(self, code):
        """Run a new cell; what it shows."""
        self.page.locator(".jp-Notebook .jp-Cell").first.click()
        for key in ("Escape", "b", "Enter"):  # what is there may be locked
            self.page.keyboard.press(key)
        self.page.keyboard.insert_text(code)
        self.page.keyboard.press("Control+Enter")
        output = self.page.locator(".jp-Cell.jp-mod-active .jp-OutputArea-output").last
        output.wait_for(timeout=PATIENCE_MS)
        return output


@pytest.fixture(scope="module")
def exercise(browser, address):
    return Lab(browser, address, EXERCISE)


def test_the_kernels_extension_was_made_for_this_pyodide(lite):
    (constants,) = (COURSE / "build" / "lite-parts").glob("tools/*_kernel/constants.py")
    assert f'PYODIDE_VERSION = "{PYODIDE.version}"' in constants.read_text()


def test_the_kernel_starts_from_what_the_site_serves(exercise):
    assert exercise.run("1 + 1").inner_text() == "2"
    assert exercise.foreign == []


def test_a_notebook_finds_the_files_beside_it(exercise):
    shown = exercise.run('open("week1_derivatives.h5", "rb").read(4)')
    assert shown.inner_text() == r"b'\x89HDF'"


def test_a_slider_is_shown(exercise):
    shown = exercise.run("import ipywidgets\nipywidgets.IntSlider(value=3)")
    shown.locator(".widget-slider").wait_for(timeout=PATIENCE_MS)


def test_an_import_brings_the_courses_packages_and_asks_pyodide_for_numpy(exercise):
    shown = exercise.run("import helpers.progress, inspect\n"
                         "print(inspect.getdoc(helpers.progress))")
    told = (COURSE / "helpers" / "progress.py").read_text().split('"""')[1]
    assert shown.inner_text().strip() == told.strip()
    assert any(url.startswith(f"{ELSEWHERE}numpy-") for url in exercise.foreign)
    assert all(url.startswith(ELSEWHERE) for url in exercise.foreign)


def test_a_training_shows_its_bar(exercise):
    shown = exercise.run("from helpers.progress import Steps\n"
                         "for n in Steps([1, 2, 3], 'sizes'): pass")
    shown.get_by_text("sizes: 3 of 3").wait_for(timeout=PATIENCE_MS)


def test_a_chapter_leads_to_its_exercise(browser, address):
    chapter = Lab(browser, address, CHAPTER)
    link = chapter.page.locator(f"a[href*='{EXERCISE.rpartition('/')[2]}']").first
    link.click()
    chapter.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)").get_by_text(
        "YOUR CODE HERE").first.wait_for(timeout=PATIENCE_MS)


def test_with_pyodides_packages_all_imports_work(exercise):
    try:
        urlopen(f"{ELSEWHERE}pyodide-lock.json", timeout=10).close()
    except URLError:
        pytest.skip("Pyodide's packages cannot be fetched from here")
    shown = exercise.run("import answercheck\nfrom helpers import data, images, plots\n"
                         "data.load_digits\nprint('all there')")
    assert shown.inner_text().strip() == "all there"


def test_no_answer_is_served(lite):
    """The visible cases are those that are searched in test_what_students_get.py."""
    visible = {FOLDERS.visible_file(week).read_bytes() for week in WEEKS}
    served = {path.as_posix(): path.read_bytes()
              for path in (lite / "files").rglob("*") if path.is_file()}
    (wheel,) = (lite / "static" / "pyodide").glob("neural_networks-*.whl")
    with ZipFile(wheel) as archive:
        served |= {name: archive.read(name) for name in archive.namelist()}
    others = {name: content for name, content in served.items() if content not in visible}
    assert len(served) - len(others) == len(WEEKS)
    lines = {line.encode() for week in WEEKS for line in solution_lines(week, longer_than=40)}
    assert lines
    assert not [(name, line) for name, content in others.items() for line in lines
                if line in content]
    assert leaks_of_hidden_answers(others) == set()
