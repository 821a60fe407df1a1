"""Figures of the first chapters: what a network is, how it learns, numpy, why now."""

from helpers.plots.start.house_prices import price_neuron, sum_of_neurons
from helpers.plots.start.images_and_sequences import filter_response, memory_trace
from helpers.plots.start.sums_along_axes import sum_along_axis
from helpers.plots.start.why_now import accuracy_over_data, outputs_falling

__all__ = [
    "accuracy_over_data",
    "filter_response",
    "memory_trace",
    "outputs_falling",
    "price_neuron",
    "sum_along_axis",
    "sum_of_neurons",
]
