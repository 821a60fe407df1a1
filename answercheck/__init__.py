"""The instant check of an answer: call the function, compare, say what is wrong."""

from answercheck.checker import Checker, CheckFailed
from answercheck.references import StaleReferenceError

__all__ = ["CheckFailed", "Checker", "StaleReferenceError"]
