"""The tests of the checks use some of the formulas and factors that this course registers."""

from answercheck.registry import require

require(["helpers.formulas", "helpers.factors"])
