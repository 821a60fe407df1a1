"""The corpus graded by stock nbgrader: the attacks work there, and right answers get all points."""

import pytest
from nbclient import NotebookClient

from tests.adversarial.grade import grade_corpus
from tests.adversarial.sample import HONEST
from tests.adversarial.stock import grade_stock
from tests.adversarial.stock_notebook import with_asserts
from tests.patience import PATIENCE_S

WEEKS = ("week1_derivatives", "week2_logistic_regression", "week3_shallow_network",
         "week4_deep_network")


@pytest.mark.slow
def test_attacks_succeed_in_stock_nbgrader():
    cheats = ("tag-skip-execution", "patch-comparisons")
    harm = ("read-home", "left-session", "out-script")
    found = grade_corpus(grade_stock, WEEKS[0], (HONEST, *cheats, *harm)).samples
    assert [found[name].share for name in (HONEST, *cheats)] == [1, 1, 1]
    assert "home: read" in found["read-home"].escapes
    assert "processes: left running" in found["left-session"].escapes
    assert "page: script" in found["out-script"].escapes


@pytest.mark.slow
def test_a_kernel_that_kills_its_parent_is_lost_in_stock_nbgrader():
    # In a corpus of its own, for it may reach the process that grades the class.
    found = grade_corpus(grade_stock, WEEKS[0], ("kills-parent",)).samples
    assert found["kills-parent"].is_lost()


@pytest.mark.parametrize("week", [
    WEEKS[0], *(pytest.param(week, marks=pytest.mark.slow) for week in WEEKS[1:])])
def test_right_answers_satisfy_the_asserts_of_the_stock_course(week):
    notebook = with_asserts(week)
    NotebookClient(notebook, allow_errors=True, timeout=PATIENCE_S).execute()
    assert [output.ename for cell in notebook.cells for output in cell.get("outputs", [])
            if output.output_type == "error"] == []
