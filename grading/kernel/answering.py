"""Answering the grader's requests from inside the kernel.

In a graded cell the grader sends the inputs of the hidden cases in place of `check(f)`; before any
cell is run it asks which names the cells mention. No right answer is known here.
"""

from collections.abc import Callable
from typing import Any

from answercheck.calls import call_all
from answercheck.registry import require
from answercheck.serialize import unpack
from grading.kernel.cell_names import cell_names


def answer(name: str, function: Callable[..., Any] | None,
           inputs: dict[str, Any]) -> dict[str, Any]:
    """Call the function on each case; return the records of the calls.

    Parameters
    ----------
    name : the exercise
    function : the student's function, None when there is none of that name
    inputs : `packed_inputs` of the exercise

    Returns
    -------
    dict
        "exercise" and "records", a list for each case of one record for each call.
    """
    require(inputs["requires"])  # the student may not have imported them
    cases: list[list[Any]] = unpack(inputs["cases"])
    if callable(function):
        records = [call_all(function, calls, inputs["variables"]) for calls in cases]
    else:
        records = [[{"no_function": True} for _ in calls] for calls in cases]
    return {"exercise": name, "records": records}


def mentioned(sources: list[str]) -> list[str] | None:
    """Return the names that the code of some cells mentions; None if that cannot be known."""
    found = [cell_names(source) for source in sources]
    if None in found:
        return None
    return sorted({name for names in found for name in names or ()})


def put_in(notebook: dict[str, Any], name: str, code: str) -> None:
    """Replace the notebook's function `name` by the one that `code` defines.

    So other functions that call it can be tried although the student's is wrong.

    Parameters
    ----------
    notebook : the names of the notebook; no other one changes
    name : the exercise
    code : Python that defines the function and all that it needs
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(code, names)
    notebook[name] = names[name]
