"""Every exercise of the course, described once."""

from collections.abc import Mapping

from grading.exercises import derivatives, logistic_regression
from grading.exercises.description import Exercise

ASSIGNMENTS: Mapping[str, tuple[Exercise, ...]] = {
    module.ASSIGNMENT: module.EXERCISES for module in (derivatives, logistic_regression)
}
