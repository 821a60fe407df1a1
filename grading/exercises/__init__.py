"""Every exercise of the course, described once."""

from collections.abc import Mapping

from grading.exercises import deep_network, derivatives, logistic_regression, shallow_network
from grading.exercises.description import Exercise

ASSIGNMENTS: Mapping[str, tuple[Exercise, ...]] = {
    module.ASSIGNMENT: module.EXERCISES
    for module in (derivatives, logistic_regression, shallow_network, deep_network)
}
