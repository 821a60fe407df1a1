"""A submission full of attacks, on the pages that an instructor opens, in a real browser.

Every attack sends its name to a canary, a server on this machine; or the page asks the canary for
something by itself. The same pages made of the submission as it was handed in show that it would.
"""

import re
import shutil
import threading
import unicodedata
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader.api import Gradebook

from grading.course.course import Course
from grading.course.definition import ILLUSTRATION
from grading.demo.student_notebook import StudentNotebook
from tests.commands import run
from tests.course.classroom import temporary_course
from tests.course.formgrader import served_formgrader
from tests.patience import PATIENCE_MS, PATIENCE_S
from tests.this_course import FOLDERS

# Feedback in a browser is among the quick tests elsewhere; this class takes a minute.
pytestmark = pytest.mark.slow

WEEK, NOTEBOOK = "week1_derivatives", "derivatives"
STUDENT = "mallory"
NAME = "<img src=x onerror=attack('name')>"

# {name} is the attack's own name, {canary} the server's address.
IMAGE = '<img src=x onerror="attack(\'{name}\')">'
MARKDOWN = {
    "script": "<script>attack('{name}')</script>",
    "script-in-fence-that-does-not-end": "```\n\n<script>attack('{name}')</script>",
    "handler": IMAGE,
    "svg": '<svg onload="attack(\'{name}\')"><circle r=9></svg>',
    "details": '<details open ontoggle="attack(\'{name}\')">x</details>',
    "frame": '<iframe srcdoc="<script>top.attack(\'{name}\')</script>"></iframe>',
    "focus": '<input autofocus onfocus="attack(\'{name}\')">',
    "hover": 'a<b onmouseover="attack(\'{name}\')">b</b>',
    "style": "<style>@import '{canary}/{name}';</style>",
    "mermaid": "```mermaid\n" + IMAGE + "\n```",
    "link": "[click](javascript:attack('{name}'))",
    "link-in-brackets": "[click](<javascript:attack('{name}')>)",
    "link-with-entities": "[click](java&Tab;script&colon;attack('{name}'))",
    "link-elsewhere": "[click][{name}]\n\n[{name}]: javascript:attack('{name}')",
    "picture": "![x]({canary}/{name}.png)",
    "picture-elsewhere": "![{name}]\n\n[{name}]: {canary}/{name}.png",
    "refresh": '<meta http-equiv="refresh" content="9;url={canary}/{name}">',
    "formula": "$\\href{javascript:attack('{name}')}{x}$ $" + IMAGE + "$",
    "title": "# " + IMAGE,
    "table": "| a |\n|---|\n| " + IMAGE + " |",
}
SCRIPT = "<script>attack('{name}')</script>" + IMAGE
OUTPUTS = {
    "stream": new_output("stream", text=SCRIPT + "\x1b[31m\x1b]0;title\x07"),
    "error": new_output("error", ename=SCRIPT, evalue=SCRIPT, traceback=[SCRIPT]),
    "html": new_output("display_data", data={"text/html": SCRIPT}),
    "javascript": new_output("display_data", data={"application/javascript": "attack('{name}')"}),
    "svg-output": new_output("display_data", data={
        "image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload=\"attack('{name}')\"/>"}),
    "markdown": new_output("display_data", data={"text/markdown": SCRIPT}),
    "latex": new_output("display_data", data={"text/latex": SCRIPT}),
    "plain": new_output("display_data", data={"text/plain": SCRIPT}),
    "png": new_output("display_data", data={"image/png": 'x" onerror="attack(\'{name}\')'}),
}
CODE = """
from IPython.display import display
for mime, text in {displayed!r}.items():
    display({{mime: text}}, raw=True)
print({script!r})
class Shown:
    def _repr_html_(self): return {script!r}
    def __repr__(self): return {script!r}
display(Shown())
Shown()
# </pre>{script}
"""
ANSWER = """
def forward_difference(f, a, h):
    raise type({script!r}, (Exception,), {{}})({script!r})  # {script}
"""
LEGITIMATE = """## What I saw

If `a<b` then $a<b$, and a<b. See [the article](https://en.wikipedia.org/wiki/Slope).

| h | error |
|---|---|
| 0.1 | **0.05** |

```python
if h<tiny:
    slope[1](h)
```

$$\\begin{aligned} f'(a) &\\approx \\frac{f(a+h)-f(a)}{h} \\\\ h &< 1 \\end{aligned}$$
"""


@pytest.fixture(scope="module")
def canary():
    """The address of the canary's server, and the names it has received."""
    reported = []

    class Canary(BaseHTTPRequestHandler):
        def do_GET(self):
            reported.append(self.path.strip("/").removesuffix(".png"))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", reported
    server.shutdown()


def hand_in(released, folder, address):
    """Every attack in one submission, behind an honest answer."""
    def filled(value, name):
        if isinstance(value, dict):
            return type(value)({key: filled(one, name) for key, one in value.items()})
        if isinstance(value, list):
            return [filled(one, name) for one in value]
        return value.replace("{name}", name).replace("{canary}", address)

    sheet = StudentNotebook(released)
    answer = next(iter(sheet.written_cells()))
    # A heading's id would take the place of the box for another cell's points, further down.
    answer.source = LEGITIMATE + "\n# gradient_check-check\n"
    sheet.node.cells.remove(answer)
    sheet.node.cells.insert(0, answer)
    for name, text in MARKDOWN.items():
        sheet.node.cells.append(new_markdown_cell(filled(text, name)))
    script = filled(SCRIPT, "code")
    displayed = {"text/html": script, "application/javascript": "attack('code')",
                 "image/svg+xml": "<svg onload=attack('code')/>", "text/markdown": script}
    sheet.node.cells.append(new_code_cell(CODE.format(displayed=displayed, script=script)))
    sheet.answer("forward_difference", ANSWER.format(script=filled(SCRIPT, "exception")))
    source = nbformat.read(FOLDERS.source_notebook(WEEK), as_version=4)
    shown = {cell.source for cell in source.cells if ILLUSTRATION in cell.metadata.get("tags", [])}
    illustration = next(cell for cell in sheet.node.cells if cell.source in shown)
    illustration.outputs = [nbformat.from_dict(filled(output, name))
                            for name, output in OUTPUTS.items()]
    path = sheet.save(folder)
    (folder / "data.rdf").write_text("<html xmlns='http://www.w3.org/1999/xhtml'><script>"
                                     "attack('file')</script></html>")
    (folder / "<img src=x onerror=attack('file-name')>.txt").write_text("")
    return path


@pytest.fixture(scope="module")
def course(tmp_path_factory, canary):
    """A course in which Mallory's submission is graded and her feedback written."""
    folder = temporary_course(tmp_path_factory.mktemp("pages"), WEEK)
    done = [run(folder, "nbgrader", "generate_assignment", WEEK)]
    hand_in(folder / "release" / WEEK / f"{NOTEBOOK}.ipynb", folder / "submitted" / STUDENT / WEEK,
            canary[0])
    done += [run(folder, "nbgrader", "db", "student", "add", STUDENT, f"--last-name={NAME}",
                 f"--first-name={NAME}", f"--email={NAME}"),
             run(folder, "nbgrader", "autograde", WEEK),
             run(folder, "nbgrader", "generate_feedback", WEEK)]
    assert [one.returncode for one in done] == [0] * 4, [one.stderr[-2_000:] for one in done]
    return folder


@pytest.fixture
def page(browser, canary):
    """A new page that knows how to attack, on a machine without a network."""
    address, reported = canary
    reported.clear()
    context = browser.new_context(viewport={"width": 1100, "height": 1400})
    context.add_init_script(f"window.attack = name => fetch('{address}/' + name, "
                            "{mode: 'no-cors'})")
    context.route(lambda url: "//127.0.0.1:" not in url and not url.startswith("file:"),
                  lambda route: route.abort())
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def formgrader(course):
    """The address of a Jupyter server on the course, with nbgrader's formgrader."""
    with served_formgrader(course) as address:
        yield address


def touched(page, canary, expected=frozenset()):
    """Return the names that the canary received after everything on the page was visited."""
    page.evaluate("""() => {
        for (const element of document.querySelectorAll('#notebook *')) {
            for (const kind of ['mouseover', 'pointerenter', 'toggle'])
                element.dispatchEvent(new MouseEvent(kind, {bubbles: true}));
            if (element.focus) element.focus({preventScroll: true});
            if (element.tagName === 'A' && !/^https?:|^file:/.test(element.protocol))
                element.click();
        }}""")
    page.wait_for_timeout(1_000)
    for _ in range(PATIENCE_S):  # a busy browser attacks late
        if expected <= set(canary[1]):
            break
        page.wait_for_timeout(1_000)
    return set(canary[1])


def as_handed_in(course):
    """The submission in the place of the graded one: what the pages show without cleaning."""
    shutil.copy(course / "submitted" / STUDENT / WEEK / f"{NOTEBOOK}.ipynb",
                course / "autograded" / STUDENT / WEEK / f"{NOTEBOOK}.ipynb")


def without_policy(path):
    """A page on which nothing but cleaning keeps attacks away: its browser knows no rules."""
    html = path.read_text()
    beside = path.with_name("without-policy.html")
    beside.write_text(re.sub("<meta[^>]*Content-Security-Policy[^>]*>", "", html))
    assert beside.read_text() != html
    return beside


def submission_page(course, formgrader):
    with Gradebook(Course(course).directory.db_url) as gradebook:
        found = gradebook.find_submission_notebook(NOTEBOOK, WEEK, STUDENT)
        return f"{formgrader}/submissions/{found.id}/"


def feedback(course):
    return course / "feedback" / STUDENT / WEEK / f"{NOTEBOOK}.html"


@pytest.mark.parametrize("shown", [feedback, lambda course: without_policy(feedback(course))])
def test_feedback_attacks_nobody(course, page, canary, shown):
    page.goto(shown(course).as_uri(), wait_until="load")
    assert touched(page, canary) == set()
    # A formula's letters are characters of their own.
    text = unicodedata.normalize("NFKC", page.inner_text("#notebook")).replace("\u2060", "")
    assert "Ifa<bthena<b,anda<b." in "".join(text.split())
    assert page.locator("td strong", has_text="0.05").count() == 1
    assert page.locator('a[href="https://en.wikipedia.org/wiki/Slope"]').count() == 1
    assert page.locator("#notebook pre", has_text="attack('stream')").count() == 1


def test_the_formgraders_page_of_a_submission_attacks_nobody(course, formgrader, page, canary):
    page.goto(submission_page(course, formgrader), wait_until="load")
    page.wait_for_selector("input.score[placeholder]")
    assert touched(page, canary) == set()
    assert page.locator(".name-shown", has_text=NAME).count() == 1


def test_points_for_a_written_answer_go_to_no_other_cell(course, formgrader, page):
    page.goto(submission_page(course, formgrader), wait_until="load")
    page.wait_for_selector("#small-step-answer-comment[placeholder]")
    answer = page.locator(".nbgrader_cell", has=page.locator("#small-step-answer"))
    with page.expect_response(lambda one: one.request.method == "PUT"):
        answer.locator(".full-credit").click()
    page.wait_for_timeout(1_000)
    with Gradebook(Course(course).directory.db_url) as gradebook:
        by_hand = {grade.name for grade in gradebook.find_submission_notebook(
            NOTEBOOK, WEEK, STUDENT).grades if grade.manual_score is not None}
    assert by_hand == {"small-step-answer"}


@pytest.mark.parametrize("path", [
    "manage_assignments", f"manage_submissions/{WEEK}", "gradebook", f"gradebook/{WEEK}",
    f"gradebook/{WEEK}/{NOTEBOOK}", "manage_students", f"manage_students/{STUDENT}",
    f"manage_students/{STUDENT}/{WEEK}"])
def test_the_formgraders_lists_attack_nobody(formgrader, page, canary, path):
    page.goto(f"{formgrader}/{path}", wait_until="load")
    page.wait_for_selector("#main-table td[data-order]")
    assert touched(page, canary) == set()


def test_a_file_that_a_browser_would_run_is_not_carried_along(course):
    assert not list((course / "autograded" / STUDENT / WEEK).glob("*.rdf"))


def test_the_graded_notebook_itself_is_clean(course):
    path = course / "autograded" / STUDENT / WEEK / f"{NOTEBOOK}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    written = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    shown = [output.data.get("text/html", "") for cell in notebook.cells
             for output in cell.get("outputs", []) if "data" in output]
    for text in [*written, *shown]:
        assert not re.search(r"<(script|img|svg|iframe|style)|\]\(<?javascript:", text), text
    assert "\\u001b" not in path.read_text()


# The last ones: from here on the graded submission is the one that was handed in.

def test_without_cleaning_the_formgrader_is_attacked(course, formgrader, page, canary):
    as_handed_in(course)
    page.goto(submission_page(course, formgrader), wait_until="load")
    # The rest is what these pages or this browser would not run whoever asks.
    expected = {*MARKDOWN, *OUTPUTS} - {
        "script-in-fence-that-does-not-end", "formula", "refresh", "stream", "error", "latex",
        "plain", "png", "svg-output", "link-with-entities"}
    assert touched(page, canary, expected) >= expected


def test_without_cleaning_feedback_attacks_nobody(course, page, canary):
    as_handed_in(course)
    done = run(course, "nbgrader", "generate_feedback", WEEK, "--force")
    assert done.returncode == 0, done.stderr
    page.goto(feedback(course).as_uri(), wait_until="load")
    assert touched(page, canary) == set()


def test_without_cleaning_and_policy_feedback_attacks(course, page, canary):
    page.goto(without_policy(feedback(course)).as_uri(), wait_until="load")
    expected = {"script", "handler", "svg", "link", "picture"}
    assert touched(page, canary, expected) >= expected
