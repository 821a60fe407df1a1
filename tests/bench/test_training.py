"""The comparison with scikit-learn: small, so that it only shows that the measurement is sound."""

import pytest


@pytest.fixture(scope="module")
def training():
    """Imported here: every process of the tests collects this file, and few need scikit-learn."""
    from bench import training
    return training


def test_both_are_timed_by_turns_and_the_median_lies_between_the_extremes(training):
    found = training.compare(n_images=40, n_iterations=3, n_turns=3)
    assert found.ours_ms > 0
    assert found.theirs_ms > 0
    assert found.lowest <= found.ratio <= found.highest


def test_the_ratio_is_ours_over_theirs(training, monkeypatch):
    seconds = iter([4.0, 2.0, 1.0, 3.0])  # ours, theirs; in the second turn theirs goes first
    monkeypatch.setattr(training, "_seconds", lambda call: next(seconds))
    found = training.compare(n_images=20, n_iterations=1, n_turns=2)
    assert (found.lowest, found.highest) == (2.0, 3.0)
    assert found.ours_ms == pytest.approx(3500)


def test_what_is_printed_names_both_and_the_ratio(training, monkeypatch, capsys):
    monkeypatch.setattr(training, "compare", lambda: training.Comparison(4.0, 2.0, 2.0, 1.5, 2.5))
    training.main()
    printed = capsys.readouterr().out
    assert "MLPClassifier" in printed
    assert "ratio 2.00" in printed
