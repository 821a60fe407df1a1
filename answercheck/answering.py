"""Answering the grader from inside the kernel.

In a graded cell the grader sends, in place of `check(f)`, the inputs of the hidden cases and a
request to call `answer`; before all cells it asks which names they mention. Nothing here knows
what is right.
"""

import json
import threading
from collections.abc import Callable
from typing import Any

from answercheck.calls import call_all
from answercheck.cell_names import cell_names
from answercheck.registry import require
from answercheck.serialize import unpack

MIME = "application/vnd.nn-course.answer+json"


def answer(name: str, function: Callable | None, request: str) -> None:
    """Call the function on each case of the request and publish what came back.

    Parameters
    ----------
    name : the exercise
    function : the student's function, None when there is none of that name
    request : json of {"token": str, "cases": `packed_inputs` of the exercise}
    """
    asked = json.loads(request)
    _answer(name, function, asked["cases"], asked["token"])


def _answer(name: str, function: Callable | None, packed: dict, token: str) -> None:
    from IPython.display import display

    require(packed["requires"])  # what a student has imported does not count
    cases: list[list[Any]] = unpack(packed["cases"])
    if callable(function):
        records = [call_all(function, calls) for calls in cases]
    else:
        records = [[{"no_function": True} for _ in calls] for calls in cases]
    display({MIME: {"exercise": name, "token": token, "records": records}}, raw=True)


def mention(request: str) -> None:
    """Publish the names that the code of some cells mentions, or None if it cannot be told.

    Parameters
    ----------
    request : json of {"token": str, "sources": list of str}
    """
    from IPython.display import display

    asked = json.loads(request)
    found = [cell_names(source) for source in asked["sources"]]
    told = None if None in found else sorted({name for names in found for name in names or ()})
    display({MIME: {"token": asked["token"], "records": told}}, raw=True)


def run_again(cells: str) -> None:
    """Run cells one after the other, each as if it had been asked for by itself.

    Parameters
    ----------
    cells : json of a list of their sources
    """
    from IPython import get_ipython

    for source in json.loads(cells):
        _run(get_ipython(), source)


def run_all(request: str) -> None:
    """Go through a notebook: run its cells, answer its checks, and publish that a step is done.

    Parameters
    ----------
    request : json of {"token": str, "steps": list of {"source": str} for a cell, and of
        {"exercise": str, "cases": `packed_inputs`} for a check}

    Raises
    ------
    RuntimeError
        If a cell leaves a thread behind, which might show something in the place of later cells.
    """
    from IPython import get_ipython
    from IPython.display import display

    asked, shell = json.loads(request), get_ipython()
    n_threads = threading.active_count()
    for step in asked["steps"]:
        if "exercise" in step:
            name = step["exercise"]
            _answer(name, shell.user_ns.get(name), step["cases"], asked["token"])
            continue
        _run(shell, step["source"])
        if threading.active_count() > n_threads:
            raise RuntimeError("a cell has left a thread behind")
        display({MIME: {"token": asked["token"], "count": shell.execution_count - 1}}, raw=True)


def _run(shell: Any, source: str) -> None:
    """Run a cell as if it had been asked for by itself; only an interrupt is raised."""
    done = shell.run_cell(source, store_history=True)
    if isinstance(done.error_in_exec, KeyboardInterrupt):
        raise done.error_in_exec


def put_in(notebook: dict[str, Any], name: str, code: str) -> None:
    """Put the function `name` that `code` defines in the place of the notebook's own.

    So the functions that call it can be tried although it is wrong.

    Parameters
    ----------
    notebook : the names of the notebook; no other one changes
    name : the exercise
    code : Python that defines the function and all that it needs
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(code, names)
    notebook[name] = names[name]
