"""What all tasks of a class need: each process is given it once, and the tasks name it."""

import hashlib

MOST = 32  # kept in a process: a worker of a cluster may serve many classes

_kept: dict[str, bytes] = {}


def name_of(content: bytes) -> str:
    """By what a content is named; another content has another name."""
    return hashlib.sha256(content).hexdigest()


def keep(content: bytes) -> None:
    """Have this content in this process; of too many the oldest goes."""
    _kept[name_of(content)] = content
    while len(_kept) > MOST:
        del _kept[next(iter(_kept))]


def kept(name: str) -> bytes:
    """The content of this name.

    Raises
    ------
    LookupError
        If this process was not given it.
    """
    if name not in _kept:
        raise LookupError("this process was not told what the class needs; grade again")
    return _kept[name]
