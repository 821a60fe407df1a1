"""Figures that several weeks use."""

from helpers.plots.shared.decision_boundary import boundaries, decision_boundary
from helpers.plots.shared.gradient_check import gradient_agreement, gradient_errors
from helpers.plots.shared.image_grid import image_grid, predictions
from helpers.plots.shared.learning_curves import learning_curves
from helpers.plots.shared.matrix_shapes import matrix_shapes
from helpers.plots.shared.network_diagram import network_diagram

__all__ = [
    "boundaries",
    "decision_boundary",
    "gradient_agreement",
    "gradient_errors",
    "image_grid",
    "learning_curves",
    "matrix_shapes",
    "network_diagram",
    "predictions",
]
