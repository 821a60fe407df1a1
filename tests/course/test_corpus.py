"""The corpus of hostile and damaged submissions, through the real pipeline and real kernels."""

import os
from pathlib import Path

import pytest
from nbclient import NotebookClient

from grading.samples import pages
from grading.samples.cheats import CHEATS
from grading.samples.corpus import CORPUS
from grading.samples.damage import DAMAGE
from grading.samples.harm import HARM
from grading.samples.hostile import Graded, grade_corpus
from grading.samples.our_class import grade_ours
from grading.samples.outcome import figures
from grading.samples.proof import shooting_range
from grading.samples.specimen import HONEST
from grading.samples.stock import with_asserts
from grading.samples.stock_class import grade_stock
from grading.sandbox.doctor import missing

ASSIGNMENT = "week1_derivatives"
TIMEOUT_S = 4  # of a cell: the corpus holds many that never end
WEEKS = ("week1_derivatives", "week2_logistic_regression", "week3_shallow_network",
         "week4_deep_network")
ATTACKS = {one.name: one for one in HARM if one.reaches}

needs_sandbox = pytest.mark.skipif(bool(missing()), reason="this system lacks a part of the "
                                   "sandbox, and the corpus is not for others")


@pytest.fixture(scope="module")
def graded() -> Graded:
    """What became of each specimen; the corpus is graded once."""
    return grade_corpus(grade_ours, ASSIGNMENT, timeout_s=TIMEOUT_S)


def test_every_specimen_has_a_name_of_its_own():
    assert len(CORPUS) == len(CHEATS) + len(DAMAGE) + len(HARM)


@needs_sandbox
@pytest.mark.parametrize("name", CORPUS)
def test_nobody_is_lost_or_gets_less_than_deserved(graded, name):
    outcome = graded.outcomes[name]
    assert not outcome.is_lost(), outcome
    assert outcome.is_explained()


@needs_sandbox
@pytest.mark.parametrize("name", CORPUS)
def test_nothing_outside_is_read_or_changed(graded, name):
    assert graded.outcomes[name].escapes == ()


@needs_sandbox
@pytest.mark.parametrize("name", [one.name for one in CHEATS])
def test_a_cheat_gains_nothing(graded, name):
    assert graded.outcomes[name].share == 0


@needs_sandbox
@pytest.mark.parametrize("name", [one.name for one in DAMAGE if one.expected == "zero"])
def test_what_cannot_be_read_gets_zero(graded, name):
    assert graded.outcomes[name].share == 0


@needs_sandbox
def test_the_last_student_of_a_class_is_graded_as_if_the_others_had_not_been_there(graded):
    assert graded.neighbours
    for neighbour in graded.neighbours:
        assert (neighbour.share, neighbour.escapes) == (1, ())


@needs_sandbox
def test_the_three_numbers_are_zero(graded):
    found = figures(graded.outcomes, graded.neighbours, 100)
    assert (found.points, found.escapes, found.lost) == (0, 0, 0)
    assert found.n_run == len(CORPUS)


@pytest.fixture(scope="module")
def place():
    """A course with canaries and without a sandbox."""
    with shooting_range(ASSIGNMENT) as place:
        yield place


@pytest.mark.parametrize("name", ATTACKS)
def test_every_canary_is_reached_without_the_sandbox(place, name):
    attack = ATTACKS[name]
    if attack.as_root and os.getuid():
        pytest.skip("root alone reaches it")
    assert set(place.reached_by(attack)) >= set(attack.reaches)


def test_every_secret_is_read_by_an_attack(place):
    read = {what for attack in ATTACKS.values() for what in attack.reaches}
    assert {f"{name}: read" for name in place.yard.secrets} <= read


def test_untouched_canaries_tell_of_nothing(place):
    assert place.yard.escapes("nothing was said") == []


def test_no_attack_that_is_proved_without_the_sandbox_is_unsafe_there():
    assert not [one.name for one in ATTACKS.values() if one.unsafe_for_stock]


@pytest.mark.parametrize(("page", "found"), [
    (f"<script>{pages.ACT}()</script>", ["page: script"]),
    (f"<img src=x onerror={pages.ACT}()>", ["page: img onerror"]),
    (f'<a href=" javascript:{pages.ACT}()">x</a>', ["page: a href"]),
    (f'<iframe srcdoc="{pages.ACT}"></iframe>', ["page: iframe srcdoc"]),
    (rf"<p>$\href{{javascript:{pages.ACT}()}}{{x}}$</p>", ["page: formula"]),
    (f"<p>&lt;script&gt;{pages.ACT}()&lt;/script&gt; javascript:{pages.ACT}</p>", []),
])
def test_what_acts_in_a_page_is_seen(page, found):
    assert pages.acting_in_page(page) == found


def test_what_acts_in_a_table_a_folder_or_a_terminal_is_seen(tmp_path):
    (tmp_path / "picture.SVG").touch()
    table = Path(tmp_path, "table.csv")
    table.write_text("student,score\n=1+1,-0.5\n'=1+1,3\n")
    assert pages.formulas(table) == ["=1+1"]
    assert pages.acting_files(tmp_path) == ["file: picture.SVG"]
    assert pages.acting_in_terminal(f"\x1b]0;{pages.ACT}\x07")
    assert not pages.acting_in_terminal(f"\\x1b]0;{pages.ACT}")


def test_the_corpus_bites():
    cheats = ("tag-skip-execution", "patch-comparisons")
    harm = ("read-home", "left-session", "kills-parent", "out-script")
    found = grade_corpus(grade_stock, ASSIGNMENT, (HONEST, *cheats, *harm)).outcomes
    assert [found[name].share for name in (HONEST, *cheats)] == [1, 1, 1]
    assert "home: read" in found["read-home"].escapes
    assert "processes: left running" in found["left-session"].escapes
    assert "page: script" in found["out-script"].escapes
    assert found["kills-parent"].is_lost()


@pytest.mark.parametrize("week", WEEKS)
def test_right_answers_satisfy_the_asserts_of_the_stock_course(week):
    notebook = with_asserts(week)
    NotebookClient(notebook, allow_errors=True, timeout=60).execute()
    assert [output.ename for cell in notebook.cells for output in cell.get("outputs", [])
            if output.output_type == "error"] == []
