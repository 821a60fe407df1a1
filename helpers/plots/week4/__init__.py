"""Figures of week 4: deep networks."""

from helpers.plots.week4.accuracy_comparison import accuracy_comparison
from helpers.plots.week4.candidate_products import candidate_products
from helpers.plots.week4.deep_diagram import deep_diagram
from helpers.plots.week4.folding_network import folds
from helpers.plots.week4.hyperparameters import best_of_many, sweep
from helpers.plots.week4.layer_blocks import cache_flow, scalar_blocks
from helpers.plots.week4.layer_shapes import layer_shapes
from helpers.plots.week4.relu_gates import gates
from helpers.plots.week4.report_figures import bars_from, fits
from helpers.plots.week4.signals import signal_and_gradient, signal_by_layer

__all__ = [
    "accuracy_comparison",
    "bars_from",
    "best_of_many",
    "cache_flow",
    "candidate_products",
    "deep_diagram",
    "fits",
    "folds",
    "gates",
    "layer_shapes",
    "scalar_blocks",
    "signal_and_gradient",
    "signal_by_layer",
    "sweep",
]
