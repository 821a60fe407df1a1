"""Putting verdicts into words, in plain text and in HTML; nothing else makes these sentences.

They are made in the current language (see `translation`). For findings of its own scorers a course
registers words (see `registry`).
"""

from answercheck.wording.findings import WORDS, sentence
from answercheck.wording.layout import COLOUR, SYMBOL, html, text
from answercheck.wording.notices import (
    CELL_ENDED,
    NO_ANSWER,
    NOTES,
    STOPPED,
    cell_end,
    note,
    reason,
    reason_and_detail,
)
from answercheck.wording.verdicts import (
    LEADS,
    MAX_SENTENCES,
    found_in_words,
    headline,
    most_helpful,
    sentences,
)

__all__ = ["CELL_ENDED", "COLOUR", "LEADS", "MAX_SENTENCES", "NOTES", "NO_ANSWER", "STOPPED",
           "SYMBOL", "WORDS", "cell_end", "found_in_words", "headline", "html", "most_helpful",
           "note", "reason", "reason_and_detail", "sentence", "sentences", "text"]
