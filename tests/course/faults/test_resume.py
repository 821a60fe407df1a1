"""Which submissions are graded again, and that plain nbgrader would write the same."""

import os

import pytest
from nbgrader.api import Gradebook

from tests.course.faults.conftest import copy
from tests.course.faults.processes import autograde, grade, run
from tests.course.faults.small import (
    CLASS,
    LATE,
    WEEK,
    WRONG,
    comment,
    configure,
    db_url,
    folders,
    gradebook,
    hand_in,
    recorded,
    scores,
    sheet,
    submitted,
)

# A penalty of a fifth of the points for each day begun, as an institution would write it.
PENALTY = """
from nbgrader.plugins import BasePlugin
class Fifths(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score * 0.2 * (1 + total_seconds_late // 86400)
import sys, types
sys.modules["fifths"] = types.ModuleType("fifths")
sys.modules["fifths"].Fifths = Fifths
c.AssignLatePenalties.plugin_class = "fifths.Fifths"
"""
NEWER = "2026-03-03 10:00:00 UTC"


def common(root):
    """Return all but the table that is ours alone."""
    found = gradebook(root)
    del found["course_graded"]
    return found, folders(root)


@pytest.mark.slow
def test_plain_nbgrader_and_we_write_the_same_at_first_and_again(made, tmp_path):
    roots = [copy(made, tmp_path / name) for name in ("ours", "stock")]
    for root in roots:
        configure(root, settings=PENALTY)
    assert grade(roots[0]) == list(CLASS)
    autograde(roots[1])
    assert common(roots[0]) == common(roots[1])
    assert scores(roots[0])["chen"] == pytest.approx(8 - 8 * 0.2 * 2)
    for root in roots:
        for student in ("ada", "bela", "chen"):
            comment(root, student)
        hand_in(root, "ada", sheet(root, WRONG), when=NEWER)
        hand_in(root, "bela", sheet(root), when=NEWER)
    assert grade(roots[0]) == ["ada", "bela"]
    autograde(roots[1])
    assert common(roots[0]) == common(roots[1])
    with Gradebook(db_url(roots[0])) as book:
        kept = book.find_grade("square_derivative-check", "derivatives", WEEK, "ada")
        assert (kept.auto_score, kept.manual_score, kept.extra_credit) == (0, 3, 1)
        assert kept.needs_manual_grade
    assert grade(roots[1]) == []  # it is known what plain nbgrader has graded
    hand_in(roots[1], "dora", sheet(roots[1], WRONG))
    hand_in(roots[1], "emil", sheet(roots[1], WRONG), when=LATE)
    assert grade(roots[1]) == ["dora", "emil"]
    assert scores(roots[1])["dora"] == 4


def test_what_is_unchanged_is_left_alone(again):
    before = folders(again)
    assert grade(again) == []
    assert folders(again) == before


def test_what_is_handed_in_anew_is_graded_anew_whatever_its_date(again):
    hand_in(again, "ada", sheet(again, WRONG))
    (submitted(again, "dora") / "notes.txt").write_text("other notes")
    assert grade(again) == ["ada", "dora"]
    assert scores(again)["ada"] == 4
    assert grade(again) == []


def test_force_grades_all_anew_and_what_was_given_by_hand_stays(again):
    comment(again, "ada")
    before = scores(again)
    assert grade(again, force=True) == list(CLASS)
    assert scores(again) == before
    with Gradebook(db_url(again)) as book:
        assert book.find_comment("square_derivative", "derivatives", WEEK,
                                 "ada").manual_comment == "Well tried."


def test_a_graded_notebook_that_was_taken_away_is_made_anew(again):
    place = again / "autograded" / "bela" / WEEK
    place.rename(again / "elsewhere")
    assert grade(again) == ["bela"]


@pytest.mark.slow
def test_one_student_alone(again):
    status, said = run(again, "--student", "chen", "--force", "--workers", "2")
    assert status == 0, said
    assert recorded(again) == sorted([*CLASS, "chen"])


def test_names_that_are_no_text_and_deep_folders_stop_nobody(again):
    folder = submitted(again, "ada")
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text("in Latin-1")
    deep = os.fsencode(submitted(again, "bela"))
    here = os.getcwd()
    try:
        os.chdir(deep)
        for _ in range(25):  # so deep that its copy has too long a path
            os.mkdir("d" * 150)
            os.chdir("d" * 150)
        open("bottom.txt", "w").close()
    finally:
        os.chdir(here)
    hand_in(again, "chen", sheet(again, WRONG))
    assert "ada" in grade(again)
    assert scores(again)["chen"] == 4
    assert scores(again)["ada"] == 8
