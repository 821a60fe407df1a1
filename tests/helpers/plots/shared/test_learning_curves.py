"""Learning curves: each cost at its iteration."""

from helpers import plots


def test_a_learning_curve_places_its_costs_at_every_hundredth_iteration():
    ax = plots.learning_curves([0.7, 0.5, 0.4])
    assert ax.lines[0].get_xdata().tolist() == [0, 100, 200]
    assert ax.lines[0].get_ydata().tolist() == [0.7, 0.5, 0.4]


def test_learning_curves_of_several_rates_are_named():
    ax = plots.learning_curves({0.1: [0.7, 0.5], 0.5: [0.7, 0.3, 0.2]}, every=10)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["rate 0.1", "rate 0.5"]
    assert ax.lines[1].get_xdata().tolist() == [0, 10, 20]
