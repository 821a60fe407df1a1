"""The table of weeks on the front page: every chapter, every assignment, and how long they take."""

import re

import nbformat
import pytest

from tests.book.pages import CHAPTERS, EXERCISES, FOLDERS, FRONT
from tests.this_course import COURSE

WARM_UP = "week0_numpy"  # has no chapters of its own: it belongs to the start


def rows():
    """The table's rows, each a list of its cells, by the folder of the chapters in it."""
    lines = re.findall(r"^\| (?:\w.*) \|$", FRONT.read_text(), re.M)
    return {re.search(r"\(\.\./notebooks/(\w+)/", line)[1]: line.strip("| ").split(" | ")
            for line in lines}


def pages_of(folder):
    """The chapters and the assignments that belong to a row."""
    assignment = WARM_UP if folder == "start" else folder
    return ([path for path in CHAPTERS if path.parent.name == folder],
            [path for path in EXERCISES if path.parent.name == assignment])


def links(cell):
    return [(FRONT.parent / link).resolve() for link in re.findall(r"\]\(([^)]+)\)", cell)]


def minutes_of(path):
    """What a notebook's first cell says it takes."""
    said = nbformat.read(path, as_version=4).cells[0].source
    number, unit = re.search(r"\*\*Time:\*\* about (\d+) (minute|hour)", said).groups()
    return int(number) * {"minute": 1, "hour": 60}[unit]


def minutes(text):
    """A time as the table writes it, such as 5 h 30 min."""
    hours, rest = re.match(r"(?:(\d+) h)? ?(?:(\d+) min)?", text).groups(default="0")
    return 60 * int(hours) + int(rest)


def test_there_is_a_row_for_each_folder_of_chapters_in_order():
    assert list(rows()) == FOLDERS


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_row_leads_to_its_chapters_in_order_and_to_its_assignment(folder):
    chapters, assignments = pages_of(folder)
    assert links(rows()[folder][1]) == chapters
    assert links(rows()[folder][2]) == assignments


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_time_of_a_row_is_the_sum_of_what_its_notebooks_say(folder):
    chapters, assignments = pages_of(folder)
    sources = [COURSE / "source" / path.relative_to(COURSE / "release") for path in assignments]
    assert minutes(rows()[folder][3]) == sum(map(minutes_of, [*chapters, *sources]))


def test_the_time_of_the_whole_course_is_the_sum_of_the_rows():
    hours = int(re.search(r"about (\d+) hours", FRONT.read_text())[1])
    assert abs(sum(minutes(row[3]) for row in rows().values()) - 60 * hours) <= 30
