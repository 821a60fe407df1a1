"""The units of a Markdown cell: paragraphs, headings, list items, cells of tables, summaries.

markdown-it finds them, as the book and the grader's own pages do, with formulas taken out first. A
translation is put where the unit stands, so everything around it stays as it is, byte for byte.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

from grading.errors import CourseError
from grading.translation.units import CUT_MARK, Unit, is_words

TARGET = re.compile(r"\]\((?P<target>[^()\s]+)\)")  # of a link
NUMBER = re.compile(r"\]\((?P<number>\d+)\)")  # in its place
HARD_BREAK = re.compile(r"(?: {2,}|(?<!\\)\\)\n")
TAGS = re.compile(r"<[^>]+>")


def units_of_markdown(source: str) -> Iterator[Unit]:
    """The units of a Markdown cell, in their order.

    The addresses of links are replaced by their numbers, so that a link that moves leaves a
    translation valid.
    """
    starts = [0, *(found.end() for found in re.finditer("\n", source))]
    place = 0
    in_table = False
    for token in _parser().parse(source):
        in_table = (in_table or token.type == "table_open") and token.type != "table_close"
        for text in filter(str.strip, _texts(token)):
            place = max(place, starts[token.map[0]] if token.map else 0)
            start, place = _span(source, _in_table(text) if in_table else text, place)
            if is_words(text) and not CUT_MARK.fullmatch(text):
                yield _unit(start, place, text, in_table)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").use(dollarmath_plugin)


def _texts(token: Token) -> list[str]:
    """What is to be translated of a token: whole for an inline text, between the tags of HTML."""
    if token.type == "inline":
        return [token.content]
    if token.type == "math_block":
        return [f"$${token.content}$$"]
    if token.type == "html_block":
        return [text for text in map(str.strip, TAGS.split(token.content)) if text]
    return []


def _span(source: str, text: str, place: int) -> tuple[int, int]:
    """Where a text stands from a place on; its lines may begin otherwise, as in quotes and lists.

    Raises
    ------
    CourseError
        If it does not stand there.
    """
    lines = [line.strip() for line in text.replace("$$", "\n$$\n").split("\n")]
    spans = []
    for line in filter(None, lines):
        start = source.find(line, place)
        if start < 0:
            raise CourseError(f"{line!r} is not in its cell as Markdown reads it, so it cannot be "
                              "translated; write it more plainly")
        place = start + len(line)
        spans.append((start, place))
    return spans[0][0], spans[-1][1]


def _unit(start: int, end: int, text: str, in_table: bool) -> Unit:
    targets = [link["target"] for link in TARGET.finditer(text)]
    numbers = iter(range(1, len(targets) + 1))
    is_formula = text.startswith("$$")
    in_one_line = " ".join((text if is_formula else HARD_BREAK.sub("<br>", text)).split())
    shown = TARGET.sub(lambda _: f"]({next(numbers)})", in_one_line)
    write: Callable[[str], str] = partial(_with_targets, targets=targets)
    return Unit(start, end, shown, "text",
                (lambda translation: _in_table(write(translation))) if in_table else write)


def _with_targets(translation: str, targets: list[str]) -> str:
    return NUMBER.sub(lambda link: f"]({targets[int(link['number']) - 1]})", translation)


def _in_table(translation: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\|", translation)


def links(text: str) -> list[str]:
    """The links of a unit, by their numbers."""
    return [f"[…]({token.attrs['href']})" for token in _inline(text) if token.type == "link_open"]


def shown_stars(text: str) -> list[str]:
    """The stars that mark neither bold nor italic type, as before a Chinese quotation mark."""
    return [star for token in _inline(text) if token.type == "text"
            for star in re.findall(r"\*+", token.content)]


def first_block(text: str) -> list[str]:
    """Whether a unit begins as a paragraph does, or as a list, a quote or a heading."""
    return [token.type.removesuffix("_open") for token in _parser().parse(text)[:1]]


def _inline(text: str) -> list[Token]:
    return [child for token in _parser().parseInline(text) for child in token.children or []]
