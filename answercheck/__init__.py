"""Check answers in a notebook: call the student's function, compare, and say what is wrong."""

from answercheck.checker import Checker, CheckFailed
from answercheck.references import StaleReferenceError

__all__ = ["CheckFailed", "Checker", "StaleReferenceError"]
