"""Imported by the fork server alone: one zygote for all the graders that are forked from it."""

from grading.kernel.warm import warm_parent

warm_parent()
