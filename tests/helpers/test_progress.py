"""The bar: what it counts, what it reads from printed lines, and what it leaves alone."""

import pytest

from helpers import progress
from helpers.progress import Steps, TrainingStopped, training_bar


def test_a_loop_sees_every_step_and_the_bar_counts_them():
    steps = Steps(range(5), "sizes")
    seen = []
    for step in steps:
        seen.append(step)
        steps.show(1 / (step + 1))
    assert seen == [0, 1, 2, 3, 4]
    assert steps.bar.text() == "sizes: 5 of 5, cost 0.2000"


def test_a_loop_left_early_shows_how_far_it_came():
    steps = Steps(range(10))
    for step in steps:
        if step == 3:
            break
    assert steps.bar.n_done == 3


def test_steps_may_come_from_anything_that_can_be_run_through():
    assert list(Steps(n for n in (1, 2, 3))) == [1, 2, 3]


@pytest.mark.parametrize("line", [
    "iteration 100: cost 0.4321", "Cost after iteration 100: 0.4321\niteration 100, cost: 0.4321"])
def test_printed_costs_move_the_bar(line):
    with training_bar(400) as bar:
        print(line)
        assert (bar.n_done, bar.cost) == (100, 0.4321)
    assert bar.n_done == 400


def test_other_lines_are_printed_as_ever(capsys):
    with training_bar(10):
        print("iteration 0: cost 0.6931")
        print("hello")
    assert capsys.readouterr().out == "hello\n"


def test_a_training_that_fails_leaves_the_bar_where_it_was():
    with pytest.raises(ZeroDivisionError), training_bar(10) as bar:  # noqa: PT012
        print("iteration 2: cost 0.5")
        raise ZeroDivisionError
    assert bar.n_done == 2


def test_an_interrupted_training_says_in_one_line_how_far_it_came():
    with (pytest.raises(TrainingStopped, match="iteration 2 of 10") as stopped,  # noqa: PT012
          training_bar(10)):
        print("iteration 2: cost 0.5")
        raise KeyboardInterrupt
    assert stopped.value._render_traceback_() == [str(stopped.value)]


@pytest.mark.parametrize(("share", "n"), [(1.0, 1000), (0.25, 250), (0.0, 1)])
def test_a_notebook_can_ask_for_a_share_of_the_iterations(monkeypatch, share, n):
    monkeypatch.setattr(progress, "share", share)
    assert progress.iterations(1000) == n
