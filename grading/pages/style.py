"""Shared style of the pages: the style sheet, anchors, and code within sentences."""

from pathlib import Path

from markupsafe import Markup, escape

from grading.terminal import printable

PLACE = "graded-"  # prefix of a grade_id in the anchor of a graded cell
STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def with_code(text: str) -> Markup:
    """Return a sentence as HTML, escaped, with what stands in `backticks` as <code>.

    >>> with_code("write `a<b`")
    Markup('write <code>a&lt;b</code>')
    """
    pieces = [escape(printable(piece)) for piece in text.split("`")]
    if len(pieces) % 2 == 0:
        return escape(printable(text))
    return Markup("").join(Markup("<code>{}</code>").format(piece) if place % 2 else piece
                           for place, piece in enumerate(pieces))
