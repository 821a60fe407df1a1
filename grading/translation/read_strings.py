"""Which strings in code a reader sees.

These are printed, the message of an assertion, or a part of a figure, such as its title; or they
read as prose; or they are entries of a list, as the words under pictures are. What the code itself
may look something up by stays, such as the keys of dictionaries, unless it has several words:
identical strings of a notebook have one translation, so such a key is still the same key.
"""

import ast
import re
from collections.abc import Collection, Iterable, Iterator
from typing import TypeGuard

from grading.translation.units import is_words

SHOWN = {"title", "label", "xlabel", "ylabel", "names", "labels", "description", "caption"}
TWO_WORDS = re.compile(r"[^\W\d_]{2,} .*[^\W\d_]{3,}|[^\W\d_]{3,} .*[^\W\d_]{2,}", re.DOTALL)
NAME = re.compile(r"[^\W\d_]+(-[^\W\d_]+)*")  # of a thing, which no variable can be told by alone

Literal = ast.Constant | ast.JoinedStr


def _is_literal(node: ast.AST) -> TypeGuard[Literal]:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str))


def literals(node: ast.AST) -> Iterator[Literal]:
    """The string literals; of an f-string the whole, not those within its fields."""
    if _is_literal(node):
        yield node
    else:
        for child in ast.iter_child_nodes(node):
            yield from literals(child)


def read_strings(tree: ast.Module, keys: Collection[str]) -> Iterator[Literal]:
    """The strings in a cell's code that a reader sees; `keys` are what `lookup_keys` gives."""
    shown, entries = set(_shown(tree)), set(_entries(tree))
    for node in literals(tree):
        text = _text(node)
        if is_words(text) and (
                node in shown or TWO_WORDS.search(text)
                or ((" " in text or (node in entries and NAME.fullmatch(text)))
                    and not any(map(_pattern(node).fullmatch, keys)))):
            yield node


def lookup_keys(sources: Iterable[str]) -> frozenset[str]:
    """The strings that the code of a notebook looks something up by, or compares with."""
    found: set[str] = set()
    for source in sources:
        try:
            tree = ast.parse(source)
        except SyntaxError:
            continue
        for node in ast.walk(tree):
            found |= {str(text.value) for place in _lookups(node) for text in literals(place)
                      if isinstance(text, ast.Constant)}
    return frozenset(found)


def _lookups(node: ast.AST) -> Iterator[ast.AST]:
    """Where an expression may have keys: in indices, comparisons, arguments and dictionaries."""
    if isinstance(node, ast.Subscript):
        yield node.slice
    elif isinstance(node, ast.Compare):
        yield from [node.left, *node.comparators]
    elif isinstance(node, ast.Call):
        if not (isinstance(node.func, ast.Name) and node.func.id == "print"):
            yield from (one for one in node.args if isinstance(one, ast.Constant))
        yield from (one.value for one in node.keywords
                    if one.arg not in SHOWN and isinstance(one.value, ast.Constant))
    elif isinstance(node, ast.Dict):
        yield from filter(None, node.keys)


def _entries(tree: ast.Module) -> Iterator[Literal]:
    """The entries of lists and the like, and what an `if` in an expression chooses from."""
    for node in ast.walk(tree):
        inner: list[ast.expr] = []
        if isinstance(node, ast.List | ast.Tuple | ast.Set):
            inner = [*node.elts]
        elif isinstance(node, ast.IfExp):
            inner = [node.body, node.orelse]
        yield from (one for one in inner if isinstance(one, ast.Constant | ast.JoinedStr))


def _pattern(node: Literal) -> re.Pattern[str]:
    """What a string may be, whatever is in the fields of an f-string."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return re.compile("".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*"
                              for part in parts), re.DOTALL)


def _text(node: Literal) -> str:
    """A literal's value, without the fields of an f-string."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return " ".join(str(part.value) for part in parts if isinstance(part, ast.Constant))


def docstrings(tree: ast.Module) -> Iterator[Literal]:
    """The docstrings of functions and classes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef) and (
                ast.get_docstring(node) is not None):
            yield from literals(node.body[0])


def _shown(tree: ast.Module) -> Iterator[Literal]:
    """The literals that are printed, are a part of a figure, or the message of an assertion."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and node.msg:
            yield from _values(node.msg)
        elif isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg in SHOWN:
                    yield from _values(keyword.value)
            if isinstance(node.func, ast.Name) and node.func.id == "print":
                for argument in node.args:
                    yield from _values(argument)


def _values(node: ast.AST) -> Iterator[Literal]:
    """The literals that an expression may be, or that stand in the list that it makes."""
    if _is_literal(node):
        yield node
    inner: list[ast.AST] = []
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        inner = [*node.elts]
    elif isinstance(node, ast.ListComp | ast.GeneratorExp):
        inner = [node.elt]
    elif isinstance(node, ast.IfExp):
        inner = [node.body, node.orelse]
    elif isinstance(node, ast.BinOp):
        inner = [node.left, node.right]
    for one in inner:
        yield from _values(one)
