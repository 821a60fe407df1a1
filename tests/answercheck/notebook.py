"""Functions as cells of a notebook define them."""

import functools
import linecache

import numpy as np


def student(code, name="answer", file="<cell 1>", others=None):
    """The function that a notebook's cell would define; its lines can be looked up, as there.

    Parameters
    ----------
    others : the names of the notebook before
    """
    names = {"np": np, "functools": functools, **(others or {})}
    linecache.cache[file] = (len(code), None, code.splitlines(keepends=True), file)
    exec(compile(code, file, "exec"), names)
    return names[name]
