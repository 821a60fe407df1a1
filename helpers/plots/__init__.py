"""Figures of the course: each a function that is called once and returns its Axes."""

from helpers.plots.arrows import gradient_arrows
from helpers.plots.cost_surfaces import cost_surfaces
from helpers.plots.gradient_agreement import gradient_agreement
from helpers.plots.graphs import computation_graph, shared_graph
from helpers.plots.image_grid import image_grid
from helpers.plots.learning_curves import learning_curves
from helpers.plots.mistakes import gradient_errors
from helpers.plots.one_neuron import one_neuron
from helpers.plots.predictions import predictions
from helpers.plots.price_of_confidence import price_of_confidence
from helpers.plots.separating_line import separating_line
from helpers.plots.sigmoid_curve import sigmoid_curve
from helpers.plots.slopes import slope_and_nudge, tangents
from helpers.plots.steps import error_against_step
from helpers.plots.timing_comparison import timing_comparison
from helpers.plots.unit_rows import unit_rows
from helpers.plots.weights_as_image import weights_as_image

__all__ = [
    "computation_graph",
    "cost_surfaces",
    "error_against_step",
    "gradient_agreement",
    "gradient_arrows",
    "gradient_errors",
    "image_grid",
    "learning_curves",
    "one_neuron",
    "predictions",
    "price_of_confidence",
    "separating_line",
    "shared_graph",
    "sigmoid_curve",
    "slope_and_nudge",
    "tangents",
    "timing_comparison",
    "unit_rows",
    "weights_as_image",
]
