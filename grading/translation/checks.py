"""Whether a translation keeps what has to stay: formulas, code, links, fields."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from babel.messages import Message

from grading.translation.markdown_text import first_block, links, shown_stars
from grading.translation.units import CODE, FIELD, FORMULA, WORDS_IN_FORMULA

ANY_FIELD = re.compile(rf"{FIELD}|%\(\w+\)[a-z]")
DATE = re.compile(r":%.*(?=\})")  # how a date is written, in a field
TAG = re.compile(r"</?[a-z]\w*[^<>]*>")


def differences(text: str, translation: str) -> list[str]:
    """What of a text its translation lacks, or has otherwise, each in a few words."""
    found = []
    for what, parts in PARTS.items():
        wanted, there = Counter(parts(text)), Counter(parts(translation))
        if wanted != there:
            found.append(f"{what} differ: " + ", ".join(
                [f"{one} is missing" for one in wanted - there]
                + [f"{one} is new" for one in there - wanted]))
    return found


def _formulas(text: str) -> list[str]:
    """The formulas of a text, without the words in them and but for their spaces."""
    return ["".join(WORDS_IN_FORMULA.sub(r"\\\1{}", found[0]).split())
            for found in FORMULA.finditer(CODE.sub("", text))]


def _fields(text: str) -> list[str]:
    """The fields of a pattern; the parts of a date may stand in several and in any order."""
    found = _outside(ANY_FIELD)(text)
    dates = {DATE.sub("", one) for one in found if DATE.search(one)}
    return [one for one in found if not DATE.search(one)] + sorted(dates)


def _outside(pattern: re.Pattern[str]) -> Callable[[str], list[str]]:
    """The matches of a pattern outside formulas and inline code."""
    return lambda text: [found[0] for found in
                         pattern.finditer(FORMULA.sub("", CODE.sub("", text)))]


PARTS: dict[str, Callable[[str], list[str]]] = {
    "formulas": _formulas,
    "inline code": lambda text: [found[0] for found in CODE.finditer(text)],
    "fields": _fields,
    "tags": _outside(TAG),
    "links": links,
    "stars that are shown": shown_stars,
    "what it is as Markdown": first_block,
}


def missing(those: Iterable[Message]) -> list[Message]:
    """The messages that have no translation."""
    return [one for one in those if not all(_strings(one))]


def fuzzy(those: Iterable[Message]) -> list[Message]:
    """The messages whose translation is of an earlier text."""
    return [one for one in those if one.fuzzy]


def wrong(those: Iterable[Message]) -> Iterator[tuple[Message, str]]:
    """The translations that differ in what has to stay, and in what they do."""
    for message in those:
        texts = _forms(message.id)
        for translation in filter(None, _strings(message)):
            # Of a text with a plural, either form will do.
            yield from ((message, problem) for problem in min(
                (differences(text, translation) for text in texts), key=len))


def _strings(message: Message) -> list[str]:
    return _forms(message.string or "")


def _forms(text: str | Sequence[str]) -> list[str]:
    """The singular and the plural of a message, or its only form."""
    return [text] if isinstance(text, str) else list(text)
