"""The instant check of an answer: call the function, compare, say what is wrong."""

from helpers.checks.checker import Checker, CheckFailed
from helpers.checks.references import StaleReferenceError

__all__ = ["CheckFailed", "Checker", "StaleReferenceError"]
