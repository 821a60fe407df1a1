"""Figures of week 2: logistic regression."""

from helpers.plots.week2.broadcasting import broadcasting
from helpers.plots.week2.cost_surfaces import cost_surfaces
from helpers.plots.week2.costs import likelihood_and_cost, losses_over_score, price_of_confidence
from helpers.plots.week2.gradient_descent import descent_path, descents
from helpers.plots.week2.images import image_as_column, weights_as_image
from helpers.plots.week2.neuron import neuron_graph, one_neuron, sigmoid_curve
from helpers.plots.week2.separating_line import separating_line
from helpers.plots.week2.timing_comparison import timing_comparison
from helpers.plots.week2.unit_rows import unit_rows
from helpers.plots.week2.votes import votes

__all__ = [
    "broadcasting",
    "cost_surfaces",
    "descent_path",
    "descents",
    "image_as_column",
    "likelihood_and_cost",
    "losses_over_score",
    "neuron_graph",
    "one_neuron",
    "price_of_confidence",
    "separating_line",
    "sigmoid_curve",
    "timing_comparison",
    "unit_rows",
    "votes",
    "weights_as_image",
]
