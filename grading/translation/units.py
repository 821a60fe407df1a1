"""The pieces of a text that are translated one by one."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Lookup = Callable[[str], str | None]  # the translation of a unit's text, if there is one


@dataclass(frozen=True)
class Unit:
    """A piece of a text that is translated as a whole.

    start, end : where it stands in the text
    text : as translators see it
    kind : what it is, for translators: "text", "comment", "docstring", "string"
    written : what stands in the text for a translation of it
    """

    start: int
    end: int
    text: str
    kind: str
    written: Callable[[str], str]


FIELD = r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}"  # of an f-string, or of a pattern for `format`
# At which nbgrader cuts answers and hidden tests out of a cell.
CUT_MARK = re.compile(r"#* *(BEGIN|END) [A-Z ]+")


def translated(source: str, units: Iterable[Unit], lookup: Lookup) -> str:
    """Put the translations of its units into a text; what has none stays as it is."""
    for unit in sorted(units, key=lambda unit: unit.start, reverse=True):
        translation = lookup(unit.text)
        if translation is not None:
            source = source[:unit.start] + unit.written(translation) + source[unit.end:]
    return source


def is_words(text: str) -> bool:
    """Whether a text holds words outside its formulas and code: a long one, or two short ones."""
    return bool(re.search(r"[^\W\d_]{3}|[^\W\d_]{2} [^\W\d_]{2}", without_formulas(text)))


FORMULA = re.compile(r"\$\$.+?\$\$|\$(?!\s)[^$]+?(?<![\s\\])\$|\\\(.+?\\\)|\\\[.+?\\\]", re.DOTALL)
CODE = re.compile(r"(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)", re.DOTALL)
WORDS_IN_FORMULA = re.compile(r"\\(text\w*|mbox)\s*\{(?P<words>(?:[^{}]|\{[^{}]*\})*)\}")


def without_formulas(text: str) -> str:
    """A text with the words in its formulas, but without the formulas and the code."""
    def words(formula: re.Match[str]) -> str:
        return " ".join(found["words"] for found in WORDS_IN_FORMULA.finditer(formula[0]))

    return FORMULA.sub(words, CODE.sub("", text))
