"""Figures of week 1: derivatives."""

from helpers.plots.week1.computation_graphs import computation_graph, shared_graph, two_paths
from helpers.plots.week1.difference_quotients import error_against_step, error_budget
from helpers.plots.week1.gradient_arrows import gradient_arrows
from helpers.plots.week1.slopes import curve_and_slope, slope_and_nudge, tangents
from helpers.plots.week1.square_grows import square_grows

__all__ = [
    "computation_graph",
    "curve_and_slope",
    "error_against_step",
    "error_budget",
    "gradient_arrows",
    "shared_graph",
    "slope_and_nudge",
    "square_grows",
    "tangents",
    "two_paths",
]
