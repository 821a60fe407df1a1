"""The hub of deploy/jupyterhub: who sees what, and an assignment on its way there and back."""

import json
import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from grading.demo.student_notebook import StudentNotebook
from grading.references.exercises import assignments
from grading.references.solutions import cells
from tests.deploy.hub import DEPLOY, Hub, find_proxy
from tests.patience import PATIENCE_MS
from tests.this_course import COURSE, FOLDERS

WEEK = assignments(FOLDERS)[0]
NOTEBOOK = FOLDERS.source_notebook(WEEK).name
USERS = ("instructor", "ana", "ben")
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
    give_up = pytest.fail if os.environ.get("COURSE_REQUIRE_ALL") else pytest.skip
    if os.geteuid() != 0:
        pytest.skip("a hub for users of the system is started by root")
    proxy = find_proxy() if find_spec("jupyterhub") else None
    missing = [name for name in ("unshare", "nsenter", "runuser", "openssl")
               if shutil.which(name) is None]
    if proxy is None or missing:
        give_up(f"there is no {', '.join(missing) or 'jupyterhub or no npm for its proxy'}")
    # Not in pytest's own folder, which nobody but its owner may enter.
    with TemporaryDirectory(prefix="hub") as place:
        folder = Path(place)
        folder.chmod(0o755)
        made = Hub(folder, USERS, proxy)
        for name in HELD_BACK:
            made.give("instructor", f"course/{name}", COURSE / name)
        with made:
            made.run("instructor", f"cd course && course release {WEEK} && "
                                   f"nbgrader release_assignment {WEEK}")
            yield made


@pytest.fixture
def logged_in(hub, browser):
    """A page of JupyterLab for a user, who logs in as people do."""
    contexts = []

    def log_in(user):
        contexts.append(browser.new_context())
        page = contexts[-1].new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{hub.address}/hub/login")
        page.fill("#username_input", user)
        page.fill("#password_input", f"{user}-pw")
        page.click("#login_submit")
        page.wait_for_url("**/lab**")
        page.locator("li.lm-MenuBar-item:has-text('Nbgrader')").click()
        page.locator(".lm-Menu-itemLabel:has-text('Assignment List')").wait_for()
        return page
    yield log_in
    for one in contexts:
        one.close()


def menu(page):
    return {text for text in page.locator(".lm-Menu-itemLabel").all_inner_texts() if text}


@pytest.mark.slow
def test_a_student_sees_neither_formgrader_nor_create_assignment(hub, logged_in):
    page = logged_in("ben")
    assert menu(page) == {"Assignment List"}
    assert page.goto(f"{hub.address}/user/ben/formgrader").status == 404


@pytest.mark.slow
def test_the_instructor_has_the_formgrader_with_the_course(hub, logged_in):
    page = logged_in("instructor")
    assert {"Assignment List", "Formgrader", "Create assignment"} <= menu(page)
    page.goto(f"{hub.address}/user/instructor/formgrader")
    page.locator(f"tr:has-text('{WEEK}') >> text=released").wait_for()


@pytest.mark.slow
def test_an_assignment_is_fetched_answered_submitted_graded_and_comes_back(hub, logged_in):
    page = logged_in("ana")
    page.locator(".lm-Menu-itemLabel:has-text('Assignment List')").click()
    page.locator("button:has-text('Fetch')").first.click()
    page.locator("button:has-text('Submit')").first.wait_for()
    place = hub.home / "ana" / WEEK / NOTEBOOK
    answered = StudentNotebook(place)
    for name, code in cells(FOLDERS, WEEK).items():
        answered.answer(name, code)
    answered.save(place.parent)
    page.locator("button:has-text('Submit')").first.click()
    page.locator("button:has-text('Fetch Feedback')").first.wait_for()
    said = hub.run("instructor", f"cd course && nbgrader collect {WEEK} && course grade {WEEK} "
                                 f"&& course feedback {WEEK} && nbgrader release_feedback {WEEK}")
    assert "graded: 1" in said
    page.locator("button:has-text('Fetch Feedback')").first.click()
    page.locator("text=view feedback").first.wait_for()
    (feedback,) = (hub.home / "ana" / WEEK / "feedback").rglob("*.html")
    assert "✓" in feedback.read_text()
