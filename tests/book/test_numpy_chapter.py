"""The chapter on numpy with its exercises answered, and as it is given out."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import nbformat
import pytest

from helpers.plots.play import FIGURES, STILL
from tests.this_course import COURSE

CHAPTER = COURSE / "notebooks" / "start" / "04_numpy_for_this_course.ipynb"
ANSWERS = {
    "last_two": "X[:, 1:]",
    "table": "column * row",
    "v_column": "v.reshape(3, 1)",
    "sums": "X.sum(axis=1)",
    "centred": "X - X.mean(axis=1, keepdims=True)",
    "shares": "X / X.sum(axis=0)",
    "Z": "w.T @ X + b",
    "mine": "X[0].copy()",
}


@pytest.fixture
def signs(monkeypatch, capsys):
    """Call it to run the chapter's code with answers; the first signs of what its hints say."""
    monkeypatch.setenv(FIGURES, STILL)
    mpl.use("Agg")

    def signs(answers):
        code = [cell.source for cell in nbformat.read(CHAPTER, as_version=4).cells
                if cell.cell_type == "code"]
        names = {}
        for cell in code:
            for name, answer in answers.items():
                cell = cell.replace(f"{name} = ...  # your turn", f"{name} = {answer}")
            exec(cell, names)
        return [line[0] for line in capsys.readouterr().out.splitlines() if line[:1] in "✓✗✎"]

    yield signs
    plt.close("all")


def test_unanswered_it_runs_to_its_end_and_says_where_to_write(signs):
    assert "".join(signs({})) == "✎" * 8


def test_each_exercise_can_be_answered_by_one_expression(signs):
    assert "".join(signs(ANSWERS)) == "✓" * 8
