"""The hub of deploy/jupyterhub: who sees what, and an assignment on its way there and back."""

import json
import os
import shutil
import sys
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from grading.references.solutions import cells
from tests.deploy.hub import DEPLOY, Hub, find_proxy
from tests.deploy.people import Person
from tests.grading.watch.exchange import Watching
from tests.needed import needed
from tests.this_course import COURSE, FOLDERS

WEEK = "week1_derivatives"
NOTEBOOK = FOLDERS.source_notebook(WEEK).name
USERS = ("instructor", "ana", "ben")
WATCHED = "chen"  # who submits while `course watch` runs
WRITTEN, TYPED, WRONG = ("small-step-answer", "cube_derivative",
                         "def cube_derivative(a):\n    return 3 * a")
ANSWERS = {name: "\n".join(line for line in code.splitlines()
                           if not line.strip().startswith("###"))
           for name, code in cells(FOLDERS, WEEK).items()} | {WRITTEN: "Rounding is magnified."}
HELD_BACK = ("source", "release", "exercises", "references", "helpers", "nbgrader_config.py")


def disabled(role):
    """The extensions that a role's files take away, of the page and of the server."""
    page = json.loads((DEPLOY / role / "labconfig" / "page_config.json").read_text())
    server = json.loads((DEPLOY / role / "jupyter_server_config.json").read_text())
    return (set(page["disabledExtensions"]),
            {name for name, is_on in server["ServerApp"]["jpserver_extensions"].items()
             if not is_on})


@pytest.mark.parametrize("role", ["student", "everybody"])
def test_what_is_switched_off_exists_in_this_nbgrader(role):
    page, server = disabled(role)
    scripts = Path(sys.prefix, "share/jupyter/labextensions/@jupyter/nbgrader/static")
    code = "".join(path.read_text() for path in scripts.glob("*.js"))
    assert all(f'"{name}"' in code for name in page)
    assert all(find_spec(name) for name in server)


def test_the_exchange_knows_the_course_by_the_name_that_the_course_has():
    (name,) = [line.split('"')[1] for line in (COURSE / "nbgrader_config.py").read_text(
        ).splitlines() if "course_id" in line]
    assert f'course_id = "{name}"' in (DEPLOY / "everybody" / "nbgrader_config.py").read_text()


@pytest.fixture(scope="module")
def hub():
    """The hub, with the course in the instructor's home and week 1 in the exchange."""
    if os.geteuid() != 0:
        pytest.skip("a hub for users of the system is started by root")
    proxy = find_proxy() if find_spec("jupyterhub") else None
    missing = [name for name in ("unshare", "nsenter", "runuser", "openssl")
               if shutil.which(name) is None]
    if proxy is None or missing:
        needed(", ".join(missing) or "jupyterhub, with npm for its proxy,")
    # Not in pytest's own folder, which nobody but its owner may enter.
    with TemporaryDirectory(prefix="hub") as place:
        folder = Path(place)
        folder.chmod(0o755)
        made = Hub(folder, (*USERS, WATCHED), proxy)
        for name in HELD_BACK:
            made.give("instructor", f"course/{name}", COURSE / name)
        with made:
            made.run("instructor", f"cd course && course release {WEEK} && "
                                   f"nbgrader release_assignment {WEEK}")
            yield made


@pytest.fixture(scope="module")
def people(hub, browser):
    """Ana and Ben, who are students, and the instructor, each at a browser of their own."""
    found = {user: Person(hub, browser, user) for user in USERS}
    yield found
    for person in found.values():
        person.close()


@pytest.mark.slow
def test_a_student_sees_neither_formgrader_nor_create_assignment(people):
    ben = people["ben"]
    assert ben.menu() == {"Assignment List"}
    assert ben.visit("formgrader").locator("h1").inner_text() == "404 : Not Found"


@pytest.mark.slow
def test_the_instructor_has_the_formgrader_with_the_course(people):
    instructor = people["instructor"]
    assert {"Assignment List", "Formgrader", "Create assignment"} <= instructor.menu()
    page = instructor.visit("formgrader")
    page.locator(f"tr:has-text('{WEEK}') >> text=released").wait_for()


@pytest.mark.slow
def test_two_students_and_an_instructor_go_the_whole_way(hub, people):
    ana, ben, instructor = (people[name] for name in ("ana", "ben", "instructor"))
    for person, answers in ((ana, ANSWERS), (ben, {**ANSWERS, TYPED: WRONG})):
        fetch(person)
        person.write_cells(f"{WEEK}/{NOTEBOOK}", answers)
        person.lab.get_by_role("link", name=NOTEBOOK.removesuffix(".ipynb"), exact=True).click()
    ana.restart_and_run_all()
    ana.type_into_cell(f"def {TYPED}", WRONG)
    ana.type_into_cell(f"check({TYPED})", f"check({TYPED})")
    assert "✗" in ana.output_of(f"check({TYPED})")
    ana.type_into_cell(f"def {TYPED}", ANSWERS[TYPED])
    ana.type_into_cell(f"check({TYPED})", f"check({TYPED})")
    assert "✓" in ana.output_of(f"check({TYPED})")
    assert "Success! Your notebook passes all the tests." in ana.validate()
    said = ben.validate()
    assert f"check({TYPED})" in said
    assert "✗" in said
    for person in (ana, ben):
        submit(person)

    page = instructor.visit("formgrader")
    page.locator(f"tr:has-text('{WEEK}') .collect a").click()
    page.locator("text=Successfully collected").wait_for()
    page = instructor.visit(f"formgrader/manage_submissions/{WEEK}")
    page.locator("tr:has-text('ana') .autograde a").click()
    page.locator("text=Successfully autograded").wait_for()
    assert "graded: 1" in hub.run("instructor", f"cd course && course grade {WEEK}")
    give_by_hand(instructor, "ana", 9)
    hub.run("instructor", f"cd course && course grade {WEEK} && course feedback {WEEK} "
                          f"&& nbgrader release_feedback {WEEK}")
    assert "99 of 100 points" in feedback_of(ana, hub)
    said = feedback_of(ben, hub)
    assert f"✗ {TYPED}" in said
    assert "not graded yet" in said


@pytest.mark.slow
def test_while_the_course_is_watched_a_student_submits_waits_fetches_and_reads(hub, browser):
    hub.run("instructor", "printf '[watch]\nfeedback = \"full\"\n' > course/course.toml")
    program = hub.start("instructor", "cd course && exec course watch --workers 1")
    with Watching(program) as watching, closing(Person(hub, browser, WATCHED)) as chen:
        fetch(chen)
        chen.write_cells(f"{WEEK}/{NOTEBOOK}", {**ANSWERS, TYPED: WRONG})
        submit(chen)
        watching.wait_for(f"{WEEK} {WATCHED}: feedback released")
        said = feedback_of(chen, hub)
        watching.stop()
    assert f"✗ {TYPED}" in said


def fetch(person):
    """Fetch the assignment in the Assignment List, and unfold what is in it."""
    person.choose("Nbgrader", "Assignment List")
    person.press("Fetch")
    person.lab.locator("button:has-text('Submit')").wait_for()
    person.lab.locator(f"a:has-text('{WEEK}')").first.click()


def submit(person):
    person.choose("Nbgrader", "Assignment List")
    person.press("Submit")
    person.lab.locator("button:has-text('Fetch Feedback')").wait_for()


def give_by_hand(instructor, student, points):
    """Give points for the written answer on the formgrader's page of a submission."""
    page = instructor.visit(f"formgrader/manage_students/{student}/{WEEK}")
    page.locator("td a[href*='/submissions/']").click()
    field = page.locator(f"input.needs_manual_grade[id='{WRITTEN}']")  # when it is ready
    field.fill(str(points))
    with page.expect_response(lambda reply: reply.request.method == "PUT") as saved:
        field.blur()
    assert saved.value.ok
    page.close()


def feedback_of(person, hub):
    """Fetch the feedback, and read the page."""
    person.press("Fetch Feedback")
    person.lab.locator("text=view feedback").first.wait_for()
    home = hub.home / person.user
    path, = (home / WEEK / "feedback").rglob("*.html")
    page = person.visit(f"files/{path.relative_to(home)}")
    return " ".join(page.locator("body").inner_text().split())
