"""Check answers in a notebook: call the student's function, compare, and say what is wrong."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from answercheck.checker import Checker, CheckFailed
    from answercheck.references import StaleReferenceError

__all__ = ["CheckFailed", "Checker", "StaleReferenceError"]


def __getattr__(name: str) -> Any:
    # Their modules need numpy, which a page in a browser may not have; `translation` needs nothing.
    if name == "StaleReferenceError":
        from answercheck.references import StaleReferenceError
        return StaleReferenceError
    if name in ("Checker", "CheckFailed"):
        from answercheck import checker
        return getattr(checker, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
