"""Finding the names that the code of a cell mentions, and whether it may await something."""

import ast
import re
import warnings
from types import CodeType

# Code that looks names up by itself may mean any name, and so may a look at earlier outputs; but
# `_` is usually a value that is not used.
_BY_ITSELF = frozenset({
    "__builtins__", "__dict__", "__globals__", "__import__", "compile", "dir", "eval", "exec",
    "f_back", "f_globals", "f_locals", "get_ipython", "getattr", "globals", "import_module",
    "locals", "modules", "vars", "In", "Out"})
_EARLIER = re.compile(r"__+|_i+|_i?\d+|_[iod]h")


def cell_names(source: str) -> set[str] | None:
    """Return all names that the code mentions, without local variables of its functions.

    Returns
    -------
    set of str or None
        Attributes are among them. None if they cannot be known: the code is not plain Python, or
        looks names up by itself.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            code = compile(source, "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, True)
    except Exception:
        return None
    names = _mentioned(code)
    if names & _BY_ITSELF or any(map(_EARLIER.fullmatch, names)):
        return None
    return names


def may_await(source: str) -> bool:
    """Whether the code contains the keywords without which no event loop is needed."""
    return "await" in source or "async" in source


def _mentioned(code: CodeType) -> set[str]:
    inside = [_mentioned(one) for one in code.co_consts if isinstance(one, CodeType)]
    return set(code.co_names).union(*inside)
