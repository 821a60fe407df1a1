"""The units of a code cell: comments, docstrings, and the strings that a reader sees."""

import ast
import io
import re
import tokenize
import unicodedata
from collections.abc import Collection, Iterator
from functools import partial
from itertools import accumulate
from textwrap import dedent, indent

from grading.translation.read_strings import docstrings, literals, read_strings
from grading.translation.units import CUT_MARK, FIELD, Unit, is_words

MAX_WIDTH = 100  # columns of a line of code; a Chinese character takes two


def units_of_code(source: str, keys: Collection[str] = ()) -> list[Unit]:
    """The units of a code cell; of one that is no Python, such as a magic or an error, none.

    Parameters
    ----------
    keys : strings that the code of the notebook looks something up by, which therefore stay
    """
    try:
        tree = ast.parse(source)
        tokens = list(tokenize.generate_tokens(io.StringIO(source).readline))
    except (SyntaxError, tokenize.TokenError):
        return []
    starts = [0, *accumulate(len(line) for line in source.splitlines(keepends=True))]
    comments = _comments(source, tokens, starts)
    return sorted([*comments, *_strings(source, tree, starts, keys)], key=lambda unit: unit.start)


def _comments(source: str, tokens: list[tokenize.TokenInfo], starts: list[int]) -> Iterator[Unit]:
    """Comments; those on lines of their own, one below the other, are one unit."""
    groups: list[list[tokenize.TokenInfo]] = []
    for token in tokens:
        if token.type != tokenize.COMMENT or CUT_MARK.fullmatch(token.string):
            continue
        row, column = token.start
        last = groups[-1][-1] if groups else None
        if (last and last.start == (row - 1, column) and _alone(last) and _alone(token)):
            groups[-1].append(token)
        else:
            groups.append([token])
    for group in groups:
        text = " ".join(token.string.lstrip("#").strip() for token in group)
        if is_words(text):
            (first, column), (last_row, end) = group[0].start, group[-1].end
            width = MAX_WIDTH - column if _alone(group[0]) else 0
            yield Unit(starts[first - 1] + column, starts[last_row - 1] + end, text, "comment",
                       partial(_as_comment, column=column, width=width))


def _alone(token: tokenize.TokenInfo) -> bool:
    return not token.line[:token.start[1]].strip()


def _as_comment(translation: str, column: int, width: int) -> str:
    lines = wrapped(translation, width - 2) if width else [translation]
    return f"\n{' ' * column}".join(f"# {line.rstrip()}" for line in lines)


def _strings(source: str, tree: ast.Module, starts: list[int],
             keys: Collection[str]) -> Iterator[Unit]:
    lines = source.splitlines(keepends=True)
    descriptions, read = set(docstrings(tree)), set(read_strings(tree, keys))
    for node in literals(tree):
        # The syntax tree counts columns in bytes.
        start, end = (starts[row - 1] + len(lines[row - 1].encode()[:column].decode())
                      for row, column in ((node.lineno, node.col_offset),
                                          (node.end_lineno or 0, node.end_col_offset or 0)))
        if node in descriptions:
            yield from _docstring_units(source, start, end)
        elif node in read:
            yield from _string_units(source, start, end)


def _docstring_units(source: str, start: int, end: int) -> Iterator[Unit]:
    """The paragraphs of a docstring, with their line breaks; examples of use are left out."""
    pieces = _pieces(source[start:end])
    if len(pieces) != 1:
        return
    column = start - (source.rfind("\n", 0, start) + 1)
    first, last = start + pieces[0].start("inner"), start + pieces[0].end("inner")
    for found in re.finditer(r"\S(?:.*\n?(?!\s*$))*\S|\S", source[first:last], re.MULTILINE):
        text = dedent(" " * column + found[0])
        if is_words(text) and not text.startswith(">>>"):
            yield Unit(first + found.start(), first + found.end(), text, "docstring",
                       lambda translation: indent(translation, " " * column).lstrip())


def _string_units(source: str, start: int, end: int) -> Iterator[Unit]:
    """A string literal, whose pieces, if it has several, are one text."""
    pieces = _pieces(source[start:end])
    if not pieces or len({"r" in piece["prefix"].lower() for piece in pieces}) != 1:
        return
    is_f = any("f" in piece["prefix"].lower() for piece in pieces)
    text = "".join(piece["inner"] if not is_f or "f" in piece["prefix"].lower()
                   else piece["inner"].replace("{", "{{").replace("}", "}}") for piece in pieces)
    prefix = next((piece["prefix"] for piece in pieces if "f" in piece["prefix"].lower()),
                  pieces[0]["prefix"])
    column = start - (source.rfind("\n", 0, start) + 1)
    yield Unit(start, end, text, "string", partial(
        _as_string, prefix=prefix, quotes=pieces[0]["quotes"],
        column=column if len(pieces) > 1 else None))


PIECE = re.compile(r"""(?P<prefix>[A-Za-z]*)(?P<quotes>'''|\"{3}|'|")"""
                   r"(?P<inner>(?:\\.|(?!(?P=quotes)).)*)(?P=quotes)", re.DOTALL)


def _pieces(literal: str) -> list[re.Match[str]]:
    """The pieces of a literal that Python joins; none if there is something else in between."""
    pieces = list(PIECE.finditer(literal))
    return pieces if not PIECE.sub("", literal).strip() else []


def _as_string(translation: str, prefix: str, quotes: str, column: int | None) -> str:
    escaped = re.sub(rf"(\\.)|{quotes}", lambda found: found[1] or f"\\{quotes}", translation)
    if column is None:
        return f"{prefix}{quotes}{escaped}{quotes}"
    lines = wrapped(escaped, MAX_WIDTH - column - len(prefix) - 2 * len(quotes) - 1)
    return f"\n{' ' * column}".join(f"{prefix}{quotes}{line}{quotes}" for line in lines)


WIDE = "\u2e80-\u9fff\u3000-\u303f\uff00-\uffef\u2014\u2018-\u201d\u2026"
NOT_FIRST, NOT_LAST = "，。；：？！、）”’》」…", "（“‘《「"  # on a line
ATOM = re.compile(rf"[{NOT_LAST}]*(?:[{WIDE}]|(?:{FIELD}|\\.|[^\s{WIDE}])+)[{NOT_FIRST}]*\s*|\s+")


def wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines of at most so many columns, where its language allows a break."""
    lines = [""]
    for atom in ATOM.finditer(text):
        if lines[-1] and n_columns(lines[-1] + atom[0].rstrip()) > width:
            lines.append("")
        lines[-1] += atom[0]
    return lines


def n_columns(text: str) -> int:
    """How many columns a text takes in a font of fixed width."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
