"""Figures of the course: each a function that is called once and returns its Axes."""

from helpers.plots.accuracy_comparison import accuracy_comparison
from helpers.plots.accuracy_over_data import accuracy_over_data
from helpers.plots.activation_at import activation_at
from helpers.plots.activations import activations
from helpers.plots.arrows import gradient_arrows
from helpers.plots.bars_from import bars_from
from helpers.plots.best_of_many import best_of_many
from helpers.plots.blame import blame
from helpers.plots.broadcasting import broadcasting
from helpers.plots.cache_flow import cache_flow
from helpers.plots.candidate_products import candidate_products
from helpers.plots.cost_between import cost_between
from helpers.plots.cost_surfaces import cost_surfaces
from helpers.plots.curve_and_slope import curve_and_slope
from helpers.plots.decision_boundary import boundaries, decision_boundary
from helpers.plots.deep_diagram import deep_diagram
from helpers.plots.descent_path import descent_path
from helpers.plots.descents import descents
from helpers.plots.error_budget import error_budget
from helpers.plots.filter_response import filter_response
from helpers.plots.fits import fits
from helpers.plots.folds import folds
from helpers.plots.gates import gates
from helpers.plots.gradient_agreement import gradient_agreement
from helpers.plots.graphs import computation_graph, neuron_graph, shared_graph
from helpers.plots.hidden_units import hidden_units
from helpers.plots.image_as_column import image_as_column
from helpers.plots.image_grid import image_grid
from helpers.plots.layer_shapes import layer_shapes
from helpers.plots.learning_curves import learning_curves
from helpers.plots.likelihood_and_cost import likelihood_and_cost
from helpers.plots.losses_over_score import losses_over_score
from helpers.plots.matrix_shapes import matrix_shapes
from helpers.plots.memory_trace import memory_trace
from helpers.plots.mistakes import gradient_errors
from helpers.plots.network_diagram import network_diagram
from helpers.plots.one_neuron import one_neuron
from helpers.plots.outputs_falling import outputs_falling
from helpers.plots.play import play
from helpers.plots.predictions import predictions
from helpers.plots.price_neuron import price_neuron
from helpers.plots.price_of_confidence import price_of_confidence
from helpers.plots.scalar_blocks import scalar_blocks
from helpers.plots.separating_line import separating_line
from helpers.plots.sigmoid_curve import sigmoid_curve
from helpers.plots.signal_and_gradient import signal_and_gradient
from helpers.plots.signal_by_layer import signal_by_layer
from helpers.plots.slope_shares import slope_shares
from helpers.plots.slopes import slope_and_nudge, tangents
from helpers.plots.square_grows import square_grows
from helpers.plots.start_costs import start_costs
from helpers.plots.step_lengths import step_lengths
from helpers.plots.steps import error_against_step
from helpers.plots.sum_of_neurons import sum_of_neurons
from helpers.plots.sweep import sweep
from helpers.plots.timing_comparison import timing_comparison
from helpers.plots.two_roads import two_roads
from helpers.plots.unit_rows import unit_rows
from helpers.plots.votes import votes
from helpers.plots.weights_as_image import weights_as_image
from helpers.plots.weights_move import weights_move

__all__ = [
    "accuracy_comparison",
    "accuracy_over_data",
    "activation_at",
    "activations",
    "bars_from",
    "best_of_many",
    "blame",
    "boundaries",
    "broadcasting",
    "cache_flow",
    "candidate_products",
    "computation_graph",
    "cost_between",
    "cost_surfaces",
    "curve_and_slope",
    "decision_boundary",
    "deep_diagram",
    "descent_path",
    "descents",
    "error_against_step",
    "error_budget",
    "filter_response",
    "fits",
    "folds",
    "gates",
    "gradient_agreement",
    "gradient_arrows",
    "gradient_errors",
    "hidden_units",
    "image_as_column",
    "image_grid",
    "layer_shapes",
    "learning_curves",
    "likelihood_and_cost",
    "losses_over_score",
    "matrix_shapes",
    "memory_trace",
    "network_diagram",
    "neuron_graph",
    "one_neuron",
    "outputs_falling",
    "play",
    "predictions",
    "price_neuron",
    "price_of_confidence",
    "scalar_blocks",
    "separating_line",
    "shared_graph",
    "sigmoid_curve",
    "signal_and_gradient",
    "signal_by_layer",
    "slope_and_nudge",
    "slope_shares",
    "square_grows",
    "start_costs",
    "step_lengths",
    "sum_of_neurons",
    "sweep",
    "tangents",
    "timing_comparison",
    "two_roads",
    "unit_rows",
    "votes",
    "weights_as_image",
    "weights_move",
]
