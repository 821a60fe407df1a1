"""Text that others wrote, on its way to a page or a spreadsheet."""

import re
from typing import Any

# Also behind what some spreadsheets take for the end of a cell, whatever we write around it.
FORMULA = re.compile(r'(^|[,;|"] ?)(?=[-=+@－＝＋＠])')


def shown(text: str) -> str:
    """Without characters that nobody sees and that turn a line round or act on a terminal.

    >>> shown("ab\\u202ec")
    'ab\N{REPLACEMENT CHARACTER}c'
    """
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


def without_formula(value: Any) -> Any:
    """Text that a spreadsheet shows and does not run; numbers stay as they are.

    >>> without_formula("=1+1"), without_formula(-0.5), without_formula("Ada")
    ("'=1+1", -0.5, 'Ada')

    References
    ----------
    OWASP, CSV Injection: https://owasp.org/www-community/attacks/CSV_Injection
    """
    if not isinstance(value, str):
        return value
    return FORMULA.sub(r"\1'", " ".join(value.split()))  # a tab or a new line may begin a cell
