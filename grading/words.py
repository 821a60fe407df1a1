"""The languages of what the grader says; it has a catalogue of its own beside `answercheck`'s."""

from pathlib import Path

from answercheck.translation import (
    ENGLISH,
    N_,
    add_catalogue,
    current_language,
    in_language,
    languages,
    ngettext,
    translate,
)

__all__ = [
    "ENGLISH",
    "N_",
    "current_language",
    "in_language",
    "languages",
    "ngettext",
    "translate",
]

add_catalogue("grading", Path(__file__).parent / "locale")
