"""A feedback page of week 2 in a real browser that has no network."""

import re
from pathlib import Path
from urllib.parse import urljoin

import nbformat
import pytest
from nbgrader.api import Gradebook

from grading.course.course import Course
from grading.demo.student_notebook import StudentNotebook
from grading.dispatch.class_grader import grade_class
from grading.pages.report import write_report
from grading.references.exercises import exercises
from grading.references.judge_code import hidden
from grading.references.solutions import cells, edited
from tests.commands import run
from tests.course.classroom import temporary_course
from tests.course.test_whole_class import secrets
from tests.patience import PATIENCE_MS
from tests.this_course import FOLDERS

WEEK, STUDENT = "week2_logistic_regression", "ana"
EXERCISES = {one.name: one for one in exercises(FOLDERS, WEEK)}
WRONG = EXERCISES["backward"].mistakes[0]
ANSWER = r"""## My derivation

With $\mathcal L = -\left(y \log a + (1 - y) \log(1 - a)\right)$ and $a = \sigma(z)$, $a<b$:

$$\begin{aligned}
\frac{\partial \mathcal L}{\partial z} &= \frac{\partial \mathcal L}{\partial a} \cdot a (1 - a) \\
&= a - y
\end{aligned}$$

So $\frac{1}{m}\sum_{i=1}^{m}\Bigl(a^{(i)} - y^{(i)}\Bigr)x^{(i)}_{1} + \frac{1}{m}\sum_{i=1}^{m}
\Bigl(a^{(i)} - y^{(i)}\Bigr)x^{(i)}_{2}$ is in one line, and $\mymacro{x}$ is nothing known.

![a picture](picture.png)
"""
COMMENT = "Good; say where $a - y$ comes from."
# A function that keeps what it is asked, and a cell of the student's own that tells it.
MEMORY = "ASKED = []\n"
KEEPING = "    ASKED.append(repr(np.asarray(z, float).tolist()))\n"
TELLING = "print(ASKED)\nraise ValueError(ASKED)"


def hand_in(released, folder):
    """All answers; one wrong, one in a wrong shape, and one with a memory."""
    sheet = StudentNotebook(released)
    answers = dict(cells(FOLDERS, WEEK))
    answers["backward"] = edited(answers["backward"], WRONG.edits)
    head, docstring, body = answers["sigmoid"].partition('"""\n')
    answers["sigmoid"] = MEMORY + head + docstring + KEEPING + body
    for name, code in answers.items():
        sheet.answer(name, code)
    derivation, reason = sheet.written_cells()
    derivation.source, reason.source = ANSWER, "In my own words."
    place = sheet.node.cells.index(sheet.cell("sigmoid-check"))
    sheet.insert(TELLING, place + 1)
    sheet.save(folder)
    (folder / "picture.png").write_bytes(PICTURE)


PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cf"
    "c000000301010018dd8db00000000049454e44ae426082")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with Ana's submission graded: one written answer by hand, another not yet."""
    folder = temporary_course(tmp_path_factory.mktemp("feedback"), WEEK)
    course = Course(folder)
    hand_in(course.release(WEEK)[0], course.folder("submitted", STUDENT, WEEK))
    assert not [one.problem for one in grade_class(course, WEEK, [STUDENT]) if one.problem]
    with Gradebook(course.directory.db_url) as gradebook:
        notebook = gradebook.find_submission(WEEK, STUDENT).notebooks[0]
        notebook.late_submission_penalty = 2.5
        grade = gradebook.find_grade("derive-the-cost", notebook.name, WEEK, STUDENT)
        grade.manual_score, grade.needs_manual_grade = 6.5, False
        grade.extra_credit = 1.0
        gradebook.find_comment("derive-the-cost", notebook.name, WEEK,
                               STUDENT).manual_comment = COMMENT
        gradebook.db.commit()
    done = run(folder, "nbgrader", "generate_feedback", WEEK)
    assert done.returncode == 0, done.stderr
    return course


@pytest.fixture(scope="module")
def path(course):
    """The page that plain nbgrader made."""
    found, = course.folder("feedback", STUDENT, WEEK).glob("*.html")
    return found


@pytest.fixture
def opened(browser, path):
    """Open the page without a network; its console is in `reported`, its requests in `asked`."""
    contexts = []

    def go(width, **more):
        context = browser.new_context(viewport={"width": width, "height": 800}, **more)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        context.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
        page = context.new_page()
        page.reported, page.asked = [], []
        page.on("console", lambda message: page.reported.append(message.text))
        page.on("pageerror", lambda error: page.reported.append(str(error)))
        page.on("request", lambda asked: page.asked.append(asked.url))
        page.goto(path.as_uri(), wait_until="load")
        page.evaluate("document.fonts.ready")
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.mark.slow
def test_our_command_makes_the_same_page(course, path):
    before = path.read_text()
    done = run(Path(course.directory.root), "course", "feedback", WEEK, "--force")
    assert done.returncode == 0, done.stderr
    assert path.read_text() == before


def test_it_asks_nobody_for_anything_and_complains_of_nothing(opened, path):
    page = opened(1000)
    others = [url for url in page.asked if not url.startswith("data:")]
    assert others == [path.as_uri(), path.with_name("picture.png").as_uri()]
    assert page.reported == []
    assert page.locator("script").count() == 0
    assert page.evaluate("document.querySelector('img[alt=\"a picture\"]').naturalWidth") == 1


def test_formulas_are_drawn(opened):
    page = opened(1000)
    sizes = page.evaluate("""[...document.querySelectorAll('math')].map(
        one => one.getBoundingClientRect()).map(box => [box.width, box.height])""")
    assert len(sizes) > 150
    assert min(min(size) for size in sizes) > 1
    own = page.locator(".written").first
    assert own.locator("math mtable mtr").count() == 2
    assert own.locator("math mfrac").count() >= 4
    assert own.locator("code", has_text=r"\mymacro{x}").count() == 1
    prose = re.sub(r"`.*?`", "", own.inner_text())
    assert "$" not in prose
    assert page.evaluate("document.fonts.check('16px \"Course Math\"', '∑')")
    # A bracket grows with what is in it; without a font for mathematics none does.
    heights = [one.bounding_box()["height"]
               for one in page.locator("#notebook math mo", has_text="(").all()]
    assert max(heights) > 1.5 * min(heights)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_does_not_scroll_sideways(opened, scheme):
    page = opened(375, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    ground, ink = page.evaluate("(style => [style.backgroundColor, style.color])"
                                "(getComputedStyle(document.body))")
    levels = [sum(map(int, re.findall(r"\d+", colour)[:3])) for colour in (ground, ink)]
    assert (levels[0] > levels[1]) == (scheme == "light")


def test_paper_is_white_and_nothing_is_cut_off(opened):
    page = opened(700, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 700
    assert page.evaluate("[...document.querySelectorAll('pre')].filter("
                         "one => one.scrollWidth > one.clientWidth).length") == 0


def table(page):
    """The rows of the table: name, points as shown, where they went."""
    return [[" ".join(text.split()) for text in row.locator("td").all_inner_texts()]
            for row in page.locator("#points tr:has(td)").all()]


def test_the_table_has_each_exercise_once_with_the_gradebooks_points(course, opened):
    *rows, late, total = table(opened(1000))
    with Gradebook(course.directory.db_url) as gradebook:
        notebook = gradebook.find_submission(WEEK, STUDENT).notebooks[0]
        points = {grade.name.removesuffix("-check"): (grade.score, grade.max_score,
                                                      grade.needs_manual_grade)
                  for grade in notebook.grades}
        score, most = notebook.score - notebook.late_submission_penalty, notebook.max_score
    assert len(points) == len(EXERCISES) + 2
    reported = {re.sub(r"^\S ", "", name): earned for name, earned, _ in rows}
    assert len(reported) == len(rows)
    assert reported == {name: f"{'–' if waits else f'{earned:g}'} of {possible:g}"
                    for name, (earned, possible, waits) in points.items()}
    assert late[:2] == ["late", "−2.5"]
    assert total[1] == f"{score:g} of {most:g}"
    assert "0 of 10" in reported["backward"]


def test_the_table_says_where_the_points_went(opened):
    page = opened(1000)
    found = {re.sub(r"^\S ", "", name): where for name, _, where in table(page)}
    n_cases = len(hidden(FOLDERS, WEEK).exercises["backward"].cases)
    assert found["backward"].startswith(f"0 of {n_cases} cases right")
    assert WRONG.sentence in found["backward"]
    assert re.fullmatch(r"all \d+ cases right", found["propagate_loop"])
    assert found["derive-the-cost"].startswith("points given by hand, 1 extra Your instructor: ")
    assert found["why-dw-is-averaged"] == "not graded yet"
    assert page.locator("#points .comment math").count() == 1


def test_each_name_leads_to_its_place(opened):
    page = opened(375)
    for link in page.locator("#points .name a").all():
        name, address = link.inner_text(), link.get_attribute("href")
        place = page.locator(f"[id='{address.removeprefix('#')}']")
        assert place.count() == 1
        assert name in place.locator("h3").inner_text()


def test_the_report_leads_to_the_exercise(course, browser):
    report = browser.new_page()
    report.goto(write_report(course, WEEK).paths[0].as_uri())
    address = report.locator("#mistakes ~ table a", has_text=STUDENT).first.get_attribute("href")
    report.goto(urljoin(report.url, address))
    assert "backward" in report.locator(":target h3").inner_text()
    report.close()


def test_no_hidden_number_and_no_test_is_on_the_page(course, path):
    page = path.read_text()
    assert [number for number in secrets(WEEK) if number in page] == []
    for name in EXERCISES:
        assert f"check({name}" not in page
    # That it could have been: the graded notebook holds what the student's own cell printed.
    notebook = nbformat.read(course.folder("autograded", STUDENT, WEEK)
                             / FOLDERS.source_notebook(WEEK).name, as_version=4)
    reported = next(cell for cell in notebook.cells if cell.source == TELLING)
    assert any(number in str(reported.outputs) for number in secrets(WEEK))
    assert TELLING.splitlines()[0] in re.sub("<[^>]*>", "", page)
