"""Make the pictures of README and docs/ anew: `make pictures` runs this.

demo.svg is the table that `course demo` prints for week 2, feedback.png the feedback page that it
writes for one student, verdict.png a verdict in JupyterLab under a mistake in a real assignment.
Of the demo's class there is also formgrader.png, nbgrader's page of week 2's submissions, and
export.svg, a terminal in which its points go into a file of Canvas. assignments.png is nbgrader's
list of assignments in a student's JupyterLab.
"""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

import nbformat
from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PROGRAMS = Path(sys.executable).parent
STUDENT_PAGE = ROOT / "deploy" / "jupyterhub" / "student" / "labconfig" / "page_config.json"
WEEK, NOTEBOOK, STUDENT = "week2_logistic_regression", "logistic_regression", "hana"
# The mistake in `backward`: the sum over the examples instead of their mean.
EDITS = (("X @ dZ.T / m", "X @ dZ.T"), ("np.sum(dZ) / m", "np.sum(dZ)"))
COLUMNS = 112
LAST_NAME = "Example"  # of everybody in the demo's class
HEAD = ("Student,ID,SIS Login ID,Section,%s (9002)\n"
        "    Points Possible,,,,100\n")  # of the file that Canvas exports
WIDE, PHONE, HEIGHT, GAP = 860, 375, 640, 24  # of the feedback page, in CSS pixels
START_S = 60


def draw_demo(folder: Path) -> None:
    """Run `course demo` in `folder`; keep the table of the week as a picture."""
    # Colours, but no bar that moves.
    colours = {"TTY_COMPATIBLE": "1", "TTY_INTERACTIVE": "0", "COLUMNS": str(COLUMNS),
               "COLORTERM": "truecolor"}
    printed = subprocess.run([PROGRAMS / "course", "demo", "--folder", folder], cwd=ROOT, text=True,
                             env=os.environ | colours, check=True, stdout=subprocess.PIPE).stdout
    lines = [Text.from_ansi(line) for line in printed.splitlines()]
    titles = [i for i, line in enumerate(lines) if re.fullmatch(r"\s*week\d_\w+\s*", line.plain)]
    first = next(i for i in titles if WEEK in lines[i].plain)
    last = min((i for i in titles if i > first), default=len(lines))
    draw_terminal(lines[first:last], "make demo", "demo")


def draw_terminal(lines: Sequence[Text], title: str, name: str) -> None:
    """Draw lines as a terminal shows them, NAME.svg."""
    console = Console(record=True, width=COLUMNS, file=open(os.devnull, "w"))  # noqa: SIM115
    for line in lines:
        console.print(line)
    drawing = console.export_svg(title=title, unique_id=name)
    # A picture asks no other host for a font.
    drawing = re.sub(r"\s*@font-face \{.*?\n    \}", "", drawing, flags=re.S)
    (HERE / f"{name}.svg").write_text(drawing, encoding="utf-8")


def students(course: Path) -> list[str]:
    """The students who handed something in."""
    return sorted(path.name for path in (course / "submitted").iterdir())


def give_names(course: Path) -> None:
    """Give the demo's class a roster, from which the gradebook has names."""
    rows = [f"{student},{student.title()},{LAST_NAME}\n" for student in students(course)]
    (course / "roster.csv").write_text("id,first_name,last_name\n" + "".join(rows))
    (course / "course.toml").write_text('roster = "roster.csv"\n')
    subprocess.run([PROGRAMS / "course", "grade", WEEK], cwd=course, check=True,
                   stdout=subprocess.DEVNULL)


def draw_export(course: Path) -> None:
    """Fill the demo's points into a file as Canvas exports it, in which a name is spelled wrong."""
    rows = [f'"{LAST_NAME}, {student.title()}",{number},,A,\n'
            for number, student in enumerate(students(course), start=101)]
    rows[2] = rows[2].replace("Chen", "Cheng")
    (course / "grades.csv").write_text(HEAD % WEEK + "".join(rows))
    command = ["course", "export", "--canvas", "grades.csv"]
    said = subprocess.run([PROGRAMS / command[0], *command[1:]], cwd=course, text=True, check=False,
                          env=os.environ | {"COLUMNS": str(COLUMNS)}, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT).stdout
    filled = (course / "export" / "grades.csv").read_text()
    lines = [f"$ {' '.join(command)}", *said.replace(f"{course.resolve()}/", "").splitlines(),
             "$ head -7 export/grades.csv", *filled.splitlines()[:7]]
    draw_terminal([Text(line) for line in lines], "course export", "export")


def photograph_feedback(browser: Browser, page: Path, folder: Path) -> None:
    """The head of a feedback page, on a wide page and on a phone."""
    whole = Image.new("RGB", (WIDE + GAP + PHONE, HEIGHT), "#d4d9de")
    for name, width, left in (("wide", WIDE, 0), ("phone", PHONE, WIDE + GAP)):
        tab = browser.new_page(viewport={"width": width, "height": HEIGHT})
        tab.goto(page.as_uri())
        tab.screenshot(path=folder / f"{name}.png")
        whole.paste(Image.open(folder / f"{name}.png"), (left, 0))
    whole.save(HERE / "feedback.png", optimize=True)


def assignment_with_mistake(folder: Path) -> Path:
    """A notebook with the cells of the assignment that one verdict takes."""
    source = nbformat.read(ROOT / "source" / WEEK / f"{NOTEBOOK}.ipynb", as_version=4)
    by_id = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in source.cells}
    setup = next(cell for cell in source.cells
                 if cell.cell_type == "code" and "\ncheck = " in cell.source)
    answer = re.sub(r" *### (BEGIN|END) SOLUTION\n?", "", by_id["backward"].source).rstrip()
    for old, new in EDITS:
        if answer.count(old) != 1:
            sys.exit(f"the solution of backward does not hold {old!r}; look at EDITS")
        answer = answer.replace(old, new)
    cells = [setup.source, answer, by_id["backward-check"].source]
    shutil.copy(ROOT / "source" / WEEK / f"{WEEK}.h5", folder)  # the visible cases
    path = folder / f"{NOTEBOOK}.ipynb"
    nbformat.write(nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells],
        metadata=source.metadata), path)
    return path


@contextmanager
def jupyter_lab(folder: Path) -> Iterator[str]:
    """JupyterLab on a folder; the address of its pages, with %s for a page's path."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex()
    program = subprocess.Popen(
        [PROGRAMS / "jupyter", "lab", "--no-browser", "--allow-root", "--ip=127.0.0.1",
         f"--port={port}", "--LabApp.expose_app_in_browser=True", f"--notebook-dir={folder}"],
        cwd=folder,  # where nbgrader looks for its settings
        env=os.environ | {"JUPYTER_TOKEN": token, "JUPYTER_CONFIG_DIR": str(folder / "config"),
                          "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/api/status?token={token}")
        yield f"{address}/%s?token={token}"
    finally:
        program.terminate()
        program.wait()


def _wait_for(address: str) -> None:
    last = time.monotonic() + START_S
    while True:
        try:
            urlopen(address).close()
        except OSError:
            if time.monotonic() > last:
                raise
            time.sleep(0.2)
        else:
            return


def photograph_verdict(browser: Browser, folder: Path) -> None:
    """The cells of one answer in JupyterLab, run, down to the verdict."""
    notebook = assignment_with_mistake(folder)
    with jupyter_lab(folder) as address:
        tab = browser.new_page(viewport={"width": 1000, "height": 1000}, device_scale_factor=1.5)
        tab.goto(address % f"doc/tree/{notebook.name}")
        cells = tab.locator(".jp-Notebook .jp-CodeCell")
        cells.nth(2).wait_for(timeout=1000 * START_S)
        tab.wait_for_function("window.jupyterapp?.shell.currentWidget?.context?.sessionContext"
                              "?.session?.kernel?.status === 'idle'", timeout=1000 * START_S)
        tab.evaluate("window.jupyterapp.commands.execute('notebook:run-all-cells')")
        cells.nth(2).locator(".jp-OutputArea-output").first.wait_for(timeout=1000 * START_S)
        tab.wait_for_timeout(1000)  # what is shown settles
        boxes = [cells.nth(i).bounding_box() for i in range(3)]
        shown = [box for box in boxes if box is not None]
        top, bottom = shown[0]["y"], shown[-1]["y"] + shown[-1]["height"]
        tab.screenshot(path=HERE / "verdict.png", clip={
            "x": shown[0]["x"], "y": top - 4, "width": shown[0]["width"],
            "height": bottom - top + 8})


def photograph_formgrader(browser: Browser, course: Path) -> None:
    """The page of a week's submissions in the formgrader of the demo's course."""
    with jupyter_lab(course) as address:
        tab = browser.new_page(viewport={"width": 1250, "height": 620})
        tab.goto(address % "tree")  # a page that keeps the token, which the formgrader's does not
        tab.goto(address % f"formgrader/manage_submissions/{WEEK}")
        tab.locator(f"tr:has-text('{STUDENT}')").wait_for(timeout=1000 * START_S)
        tab.screenshot(path=HERE / "formgrader.png")


def photograph_assignments(browser: Browser, course: Path, folder: Path) -> None:
    """The Assignment List of a student who has fetched two assignments and submitted one."""
    released = sorted(path.name for path in (course / "release").iterdir())[:3]
    exchange = folder / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)  # as nbgrader wants it
    home = folder / "home"
    (home / "config" / "labconfig").mkdir(parents=True)
    shown = json.loads(STUDENT_PAGE.read_text())
    shown["disabledExtensions"]["@jupyterlab/apputils-extension:announcements"] = True
    (home / "config" / "labconfig" / STUDENT_PAGE.name).write_text(json.dumps(shown))
    (home / "config" / "nbgrader_config.py").write_text(
        f"c = get_config()\nc.CourseDirectory.course_id = 'neural_networks'\n"
        f"c.Exchange.root = {str(exchange)!r}\nc.Exchange.cache = {str(folder / 'cache')!r}\n")
    for week in released:
        subprocess.run([PROGRAMS / "nbgrader", "release_assignment", week,
                        f"--Exchange.root={exchange}"], cwd=course, check=True,
                       stderr=subprocess.DEVNULL)
    with jupyter_lab(home) as address:
        tab = browser.new_page(viewport={"width": 1100, "height": 460})
        tab.set_default_timeout(1000 * START_S)
        tab.goto(address % "lab")
        tab.locator("li.lm-MenuBar-item:has-text('Nbgrader')").click()
        tab.locator(".lm-Menu-itemLabel:has-text('Assignment List')").click()
        for week in released[:2]:
            _row(tab, "released", week).get_by_role("button", name="Fetch").click()
            _row(tab, "fetched", week).wait_for()
        _row(tab, "fetched", released[0]).get_by_role("button", name="Submit").click()
        _row(tab, "submitted", released[0]).wait_for()
        tab.keyboard.press("Control+b")  # without the list of files
        tab.wait_for_timeout(1000)  # what is shown settles
        tab.screenshot(path=HERE / "assignments.png")


def _row(tab: Page, kind: str, week: str) -> Locator:
    return tab.locator(f"#{kind}_assignments_list .list_item", has_text=week).first


def main() -> None:
    """Make all pictures, in some minutes."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("there is no chromium (on Debian: apt install chromium)")
    with TemporaryDirectory() as name, sync_playwright() as program:
        folder = Path(name)
        for part in ("demo", "shots", "verdict", "list"):
            (folder / part).mkdir()
        browser = program.chromium.launch(executable_path=chromium,
                                          args=["--no-sandbox", "--disable-gpu"])
        photograph_verdict(browser, folder / "verdict")
        draw_demo(folder / "demo")
        page, = (folder / "demo" / "feedback" / STUDENT / WEEK).glob("*.html")
        photograph_feedback(browser, page, folder / "shots")
        give_names(folder / "demo")
        photograph_formgrader(browser, folder / "demo")
        photograph_assignments(browser, folder / "demo", folder / "list")
        draw_export(folder / "demo")
        browser.close()


if __name__ == "__main__":
    main()
