"""Words for how a cell ended, for why there is no answer, and for what was done with a hand-in."""

from collections.abc import Mapping
from typing import Any

from answercheck.translation import N_
from answercheck.translation import translate as _
from answercheck.verdict import Finding, one_line

# How a cell ended that did not run to its end, in words that submissions share, and a detail.
CELL_ENDED = {
    "cell_timed_out": (N_("a cell ran longer than {limit_s} s and was stopped"),
                       N_("the one that begins with `{begins}`")),
    "cell_not_reached": (N_("the notebook ran longer than {limit_s} s and was stopped"),
                         N_("the cell that begins with `{begins}` and those after it were not "
                            "run")),
    "cell_kernel_died": (N_("a cell ended the kernel"),
                         N_("the one that begins with `{begins}` ({detail})")),
    "cell_output_unreadable": (N_("a cell sent what could not be read"),
                               N_("the one that begins with `{begins}`")),
    "cell_invalid": (N_("a cell is not valid in Python {python}"), N_("{message}, at `{line}`")),
    "cell_raised": (N_("a cell ended with {type}"), N_("{message}, at `{line}`")),
}
STOPPED = ("cell_timed_out", "cell_not_reached", "cell_kernel_died",
           "cell_output_unreadable")  # not by themselves

# Why the process of a kernel ended.
KERNEL_ENDED = {
    "exited": N_("it ended itself, with exit code {n}"),
    "signalled": N_("it was ended by {n}"),
    "computed_too_long": N_("it computed for more than {n} s"),
    "took_too_much_memory": N_("it took more than {n} MB of memory"),
    "took_too_many_mappings": N_("it took more than {n} memory mappings"),
}

AFTER_COLON, AFTER_SEMICOLON, IN_BRACKETS = (
    N_("{reason}: {detail}"), N_("{reason}; {detail}"), N_("{reason} ({detail})"))

# Why there is no answer: the reason, its detail, and how the two are joined.
NO_ANSWER: dict[str, tuple[str, str, str]] = {
    "timed_out": (N_("this ran longer than {limit_s} s and was stopped"), "", ""),
    "kernel_died": (N_("the kernel died while this ran"), "{detail}", AFTER_COLON),
    "not_reached": (N_("the notebook ran longer than {limit_s} s and was stopped before this "
                       "cell"), "", ""),
    "kernels_ended": (N_("the notebook was stopped before this cell, because {times} of the cells "
                         "above ended their kernel or had to be stopped"), "", ""),
    "output_unreadable": (N_("what this cell sent could not be read"), "", ""),
    "not_given": (N_("the cell gave no answer"), "", ""),
    "given_twice": (N_("the cell answered more than once"), "", ""),
    "given_something_else": (N_("the cell answered something else"), "", ""),
    "check_failed": (N_("the check could not run"), "{message}", AFTER_COLON),
    "answer_unreadable": (N_("the answer could not be read"), "{detail}", AFTER_COLON),
    "not_run": (N_("this cell was not run"), "", ""),
    "not_judged": (N_("this cell could not be judged; the instructor has to look at it"), "", ""),
    "no_references": (N_("{grade_id} has no reference answers"),
                      N_("instructor: run 'course build'"), AFTER_SEMICOLON),
    "no_notebook": (N_("no notebook was handed in; {name} was expected"), "", ""),
    "no_notebook_among": (N_("no notebook was handed in; {name} was expected"),
                          N_("{files} cannot be read as one"), AFTER_COLON),
    "ended_every_process": (N_("it ended every process that graded it; the instructor has to look "
                               "at it"), "", ""),
    "file_empty": (N_("the file is empty"), "", ""),
    "file_too_large": (N_("the file is larger than {limit_mb} MB"), N_(
        "clear the outputs of your notebook (Edit, Clear Outputs of All Cells)"), AFTER_COLON),
    "file_damaged": (N_("the file is damaged or cut off"), "{detail}", IN_BRACKETS),
    "file_in_conflict": (N_("the file holds the markers of a merge conflict"), N_("line {line}"),
                         IN_BRACKETS),
    "file_without_cells": (N_("the file has no cells"), N_("it is no notebook"), AFTER_COLON),
    "file_is_no_notebook": (N_("the file is no notebook"), "", ""),
    "too_many_cells": (N_("the notebook has more than {limit} cells"), "", ""),
    **{code: (head, detail, AFTER_COLON) for code, (head, detail) in CELL_ENDED.items()},
}
# Why there is no answer because of how a cell ended: what the values of the finding say of it.
NO_FUNCTION = N_("there was no such function when the check ran, because {cause}")
NO_NAME = N_("a name was not defined, because {cause}")  # not the function, but one that it uses
OLDER = N_("an older version was graded, because {cause}")

# What was done with what was handed in, so that it could be graded.
NOTES: dict[str, str] = {
    "file_taken": N_("The notebook that was graded is {name}."),
    "files_beside": N_("Other files with answers were handed in too and not graded: {names}."),
    "documents_beside": N_("An answer was left open, but files lie beside the notebook, which a "
                           "person has to look at: {names}."),
    "recognized": N_("Cells that had lost their mark were recognized by what they hold: {names}."),
    "surplus_kept": N_("What was added to a locked cell was run beside it: {names}."),
    "moved": N_("Cells stood in another order and were run where they belong: {names}."),
    "put_back": N_("Cells that were missing were put back as they were handed out: {names}."),
    "defined_elsewhere": N_("Defined in another cell than its own, and graded there: {names}."),
}


def listed(names: tuple[Any, ...]) -> str:
    """Return names as a list in the current language."""
    return _(", ").join(map(str, names))


def cell_end(code: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """Return how a cell ended, in words that submissions share, and a detail."""
    return _filled(CELL_ENDED[code], values)


def kernel_end(why: Mapping[str, Any]) -> str:
    """Return why the process of a kernel ended, given its code and a value `n`; "" if neither."""
    return _(KERNEL_ENDED.get(why.get("code", ""), "")).format_map(why)


def reason(found: Finding) -> str:
    """Return why there is no answer, in one line.

    Raises
    ------
    KeyError
        If the finding is not a reason for having no answer, or lacks a value.
    """
    head, detail = reason_and_detail(found)
    joined = NO_ANSWER[found.code][2]
    return one_line(_(joined).format(reason=head, detail=detail) if detail else head)


def reason_and_detail(found: Finding) -> tuple[str, str]:
    """Return why there is no answer, in words that submissions share, and a detail, or ""."""
    head, detail, _joined = NO_ANSWER[found.code]
    said, more = _filled((head, detail), found.values)
    if found.code in CELL_ENDED:
        because = (OLDER if "older" in found.values else
                   NO_NAME if "missing" in found.values else NO_FUNCTION)
        said = _(because).format(cause=said)
    return said, more


def _filled(patterns: tuple[str, str], values: Mapping[str, Any]) -> tuple[str, str]:
    """Return a reason and its detail in the current language."""
    known = {name: _detail(value) if name == "detail" else value for name, value in values.items()}
    head, detail = (_(pattern).format_map(known) for pattern in patterns)
    return head, detail


def _detail(value: Any) -> str:
    """Return what has gone wrong: why a kernel ended, a sentence of our own, or a message."""
    return kernel_end(value) if isinstance(value, Mapping) else _(str(value))


def note(found: Finding) -> str:
    """Return what was done with a submission, in one line.

    Raises
    ------
    KeyError
        If the finding is no such note, or lacks a value.
    """
    if found.code in STOPPED:
        head, detail = cell_end(found.code, found.values)
        return one_line(_("{reason}: {detail}.").format(
            reason=head[:1].upper() + head[1:], detail=detail))
    return one_line(_(NOTES[found.code]).format_map({
        name: listed(value) if isinstance(value, tuple) else value
        for name, value in found.values.items()}))
