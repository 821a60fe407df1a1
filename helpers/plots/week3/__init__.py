"""Figures of week 3: a network with one hidden layer."""

from helpers.plots.week3.activations import activation_at, activations, slope_shares
from helpers.plots.week3.cost_along_a_line import cost_between, step_lengths
from helpers.plots.week3.hidden_units import hidden_units
from helpers.plots.week3.network_gradients import blame
from helpers.plots.week3.random_start import start_costs, weights_move

__all__ = [
    "activation_at",
    "activations",
    "blame",
    "cost_between",
    "hidden_units",
    "slope_shares",
    "start_costs",
    "step_lengths",
    "weights_move",
]
