"""What our own pages have in common: their colours and tables, and how sentences show code."""

from pathlib import Path

from markupsafe import Markup, escape

from grading.terminal import printable

PLACE = "graded-"  # before a grade_id, how the place of a graded cell is called on a page
STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def with_code(text: str) -> Markup:
    """`like this` in a sentence as <code>, everything escaped.

    >>> with_code("write `a<b`")
    Markup('write <code>a&lt;b</code>')
    """
    pieces = [escape(printable(piece)) for piece in text.split("`")]
    if len(pieces) % 2 == 0:
        return escape(printable(text))
    return Markup("").join(Markup("<code>{}</code>").format(piece) if place % 2 else piece
                           for place, piece in enumerate(pieces))
