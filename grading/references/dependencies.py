"""Dependencies between exercises, read from the code of their solutions."""

import ast
from collections.abc import Mapping
from functools import cache


def dependencies(solutions: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return, for each exercise, the earlier ones that its solution uses, also indirectly.

    Parameters
    ----------
    solutions : the code of the solution cells, by name and in the order of the notebook

    >>> found = dependencies({"f": "def f(): ...", "g": "def g(): f()", "h": "def h(f): g()"})
    >>> [sorted(found[name]) for name in "fgh"]
    [[], ['f'], ['f', 'g']]
    """
    found: dict[str, frozenset[str]] = {}
    for name, code in solutions.items():
        directly = called(code) & found.keys()
        found[name] = directly.union(*(found[other] for other in directly))
    return found


@cache
def called(code: str) -> frozenset[str]:
    """Return the names that the code reads but does not define: what it calls or builds on."""
    nodes = list(ast.walk(ast.parse(code)))
    names = [node for node in nodes if isinstance(node, ast.Name)]
    made = {node.arg for node in nodes if isinstance(node, ast.arg)} | {
        node.id for node in names if isinstance(node.ctx, ast.Store)}
    return frozenset(node.id for node in names if isinstance(node.ctx, ast.Load)) - made
