"""Putting verdicts into words, in plain text and in HTML; nothing else makes these sentences.

`WORDS` has the words for each code of a finding; for findings of its own scorers a course registers
words (see `registry`).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from answercheck import registry
from answercheck.tried import TriedCall
from answercheck.verdict import MAX_TEXT, Finding, Mark, Verdict, one_line

SYMBOL = {Mark.RIGHT: "✓", Mark.SHAPE: "◐", Mark.WRONG: "✗"}
# Behind a white sign, so that it can be read on a light page and on a dark one.
COLOUR = {Mark.RIGHT: "#00795a", Mark.SHAPE: "#9a6700", Mark.WRONG: "#b3480a"}
MAX_SENTENCES = 5
MAX_BESIDE_MISTAKE = 2  # sentences on findings, where a known mistake explains them
NOT_FINITE = ("nan", "inf", "-inf")  # as a finding holds such numbers
MANY = 3  # cases, beyond which the one that is right is named
# Shapes and sizes in numpy's messages, which differ from case to case.
SHAPE_IN_MESSAGE = re.compile(
    r"\(\d[\d, ]*\)|\(size \d+ is different from \d+\)|\d+ \(dim \d+\)")

Shown = Callable[[Any], str]  # writes a shape, or leaves it out
Words = Callable[[Mapping[str, Any], Shown], str]

KINDS = {"None": "None", "function": "a function", "number": "a number", "int": "a whole number",
         "bool": "True or False", "str": "a string", "dict": "a dictionary",
         "other": "something else",
         "matrix": "a numpy matrix, for which * is the matrix product, not a plain number or "
                   "numpy array; make it with np.array"}

CAUSES = {
    "": "",
    "transposed": ": it is transposed",
    "rows_not_added": ": its rows are not added up",
    "rows_not_averaged": ": its rows are not averaged",
    "entries_not_added": ": its entries are not added up",
    "entries_not_averaged": ": its entries are not averaged",
    "sum_of_all": ": it is the sum of all the entries that it should have",
    "wrong_axis": ": the total is right, so the sum was taken along the wrong axis",
    "spread_to_table": ": where a row meets a column, or an array of one dimension, numpy "
                       "broadcasts the two to a matrix",
}


def _kind(kind: Mapping[str, Any], shown: Shown) -> str:
    """Put into words what kind of value it is, as `kind_of` describes it."""
    name = kind["kind"]
    if name == "array":
        shape = kind["shape"]
        return "an array of another shape" if shape is None else f"an array of shape {shown(shape)}"
    if name in ("list", "tuple"):
        return f"a {name} of {kind['length']}"
    if name == "object":
        return f"an object of type {kind['type']}, not a plain number or numpy array"
    return KINDS[name]


def _shape_is_right(values: Mapping[str, Any], shown: Shown) -> str:
    return f" (the shape {shown(values['shape'])} is right)" if values.get("shape") else ""


def _factor(values: Mapping[str, Any], shown: Shown) -> str:
    sign = " and has the opposite sign" if values["factor"] < 0 else ""
    factor = abs(values["factor"])
    size = f"{_times(factor)} too large" if factor > 1 else f"{_times(1 / factor)} too small"
    return f"is {size}{sign}{_shape_is_right(values, shown)}"


def _times(factor: float) -> str:
    # Beyond a million the smaller number is mostly rounding, and its digits say nothing; what would
    # round to a million is included.
    return f"{factor:.4g} times" if factor < 999_950 else "more than a million times"


def _factor_is_quantity(values: Mapping[str, Any], shown: Shown) -> str:
    by = "divided by" if values["inverse"] else "times"
    divided = f" divided by {values['divided_by']}" if values["divided_by"] else ""
    sign = " with the opposite sign" if values["opposite_sign"] else ""
    return f"is the right value {by} {values['quantity']}{divided}{sign}"


def _right_values_wrong_shape(values: Mapping[str, Any], shown: Shown) -> str:
    shape, expected = values["shape"], values["expected_shape"]
    flat = (": an array of one dimension is neither a row nor a column"
            if shape is not None and len(shape) == 1 and len(expected) == 2 else "")
    has = ("is the right number" if shape == () else
           f"has the right values in {_the_shape(shape, shown)}")
    return f"{has}; it should {_be_of_shape(expected, shown)}{flat}"


def _wrong_shape(values: Mapping[str, Any], shown: Shown) -> str:
    shape, expected = values["shape"], values["expected_shape"]
    has = "is a single number" if shape == () else f"has {_the_shape(shape, shown)}"
    besides = ""
    if "besides" in values:
        besides = f" and {WORDS[values['besides']['code']](values['besides'], shown)}"
    return (f"{has}; it should {_be_of_shape(expected, shown)}{CAUSES[values['cause']]}"
            f"{besides}")


def _the_shape(shape: Any, shown: Shown) -> str:
    """Put a shape into words; None is one that is not told."""
    return "another shape" if shape is None else f"the shape {shown(shape)}"


def _be_of_shape(shape: Any, shown: Shown) -> str:
    return f"have the shape {shown(shape)}" if shape else "be a single number"


def _missing_key(values: Mapping[str, Any], shown: Shown) -> str:
    has = f"; it has {', '.join(values['keys'])}" if values["keys"] else ""
    return f'has no key "{values["key"]}"{has}'


def _returned_none(values: Mapping[str, Any], shown: Shown) -> str:
    return "the function returns None" + (
        "; did you print the answer instead of returning it?" if values["printed"]
        else ": is a return missing?")


def _argument_changed(values: Mapping[str, Any], shown: Shown) -> str:
    if values.get("replaced"):
        return (f"{values['argument']} is changed by your function, which puts new items into it; "
                "make a new one, because the caller still needs the old one")
    return (f"{values['argument']} is changed by your function; work on a copy, because the caller "
            "still needs it")


def _raised(values: Mapping[str, Any], shown: Shown) -> str:
    where = f" in your line `{values['line']}`" if values["line"] else ""
    if values["line"] and "inside" in values:
        where += f" (raised inside `{values['inside']}`, at `{values['inside_line']}`)"
    message = SHAPE_IN_MESSAGE.sub(lambda found: shown(found[0]), values["message"])
    return f"{values['type']}{where}: {message}" if message else f"{values['type']}{where}"


def _tests_failed(values: Mapping[str, Any], shown: Shown) -> str:
    if values["hidden"]:
        return f"a test that is not shown failed ({values['type']})"
    where = f" in the test `{values['line']}`" if values["line"] else ""
    message = f": {values['message']}" if values["message"] else ""
    return f"{values['type']}{where}{message}"


def _reads_the_notebook(values: Mapping[str, Any], shown: Shown) -> str:
    names = ", ".join(f"`{name}`" for name in values["names"])
    return (f"Your function takes {names} from the notebook, where it stays the same whatever the "
            "arguments are. Use what the function is given.")


def _first_wrong_variable(values: Mapping[str, Any], shown: Shown) -> str:
    first = (f"{_are_right(values['right'])}; the first variable that is not is "
             if values["right"] else "The first variable that is wrong is ")
    meant = (" If you mean something else by that name, look at the lines that use it."
             if values["scaled"] else "")
    return f"{first}`{values['variable']}`.{_look_at(values['lines'])}{meant}"


def _wrong_after_variables(values: Mapping[str, Any], shown: Shown) -> str:
    return f"{_are_right(values['right'])}; what comes after is not.{_look_at(values['lines'])}"


def _are_right(names: Sequence[str]) -> str:
    *others, last = (f"`{name}`" for name in names)
    return f"{', '.join(others)} and {last} are right" if others else f"{last} is right"


def _look_at(lines: Sequence[str]) -> str:
    """Say where to look; "" if the lines are not to be quoted."""
    quoted = [f"`{line}`" for line in lines]
    if len(quoted) < 2:
        return f" Look at your line {quoted[0]}." if quoted else ""
    return f" Look at your lines {', '.join(quoted[:-1])} and {quoted[-1]}."


def _right_for_one_only(values: Mapping[str, Any], shown: Shown) -> str:
    factor = registry.FACTORS.get(values["quantity"])
    return factor.only_one if factor else f"It is right only where {values['quantity']} is 1."


# How a cell ended that did not run to its end, in words that submissions share, and a detail.
CELL_ENDED = {
    "cell_timed_out": ("a cell ran longer than {limit_s} s and was stopped",
                       "the one that begins with `{begins}`"),
    "cell_not_reached": ("the notebook ran longer than {limit_s} s and was stopped",
                         "the cell that begins with `{begins}` and those after it were not run"),
    "cell_kernel_died": ("a cell ended the kernel",
                         "the one that begins with `{begins}` ({detail})"),
    "cell_output_unreadable": ("a cell sent what could not be read",
                               "the one that begins with `{begins}`"),
    "cell_invalid": ("a cell is not valid in Python {python}", "{message}, at `{line}`"),
    "cell_raised": ("a cell ended with {type}", "{message}, at `{line}`"),
}
STOPPED = ("cell_timed_out", "cell_not_reached", "cell_kernel_died",
           "cell_output_unreadable")  # not by themselves


def cell_end(code: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """Return how a cell ended, in words that submissions share, and a detail."""
    head, detail = CELL_ENDED[code]
    return head.format_map(values), detail.format_map(values)


def _cell_ended(code: str) -> Words:
    """Return the words for a name that is missing, or an old function, because of a cell's end."""
    def words(values: Mapping[str, Any], shown: Shown) -> str:
        head, detail = cell_end(code, values)
        if "older" in values:
            return (f"`{values['older']}` was graded as an earlier cell defines it, because {head} "
                    f"and so did not define it again: {detail}")
        return f"`{values['missing']}` is not defined, because {head}: {detail}"

    return words


WORDS: dict[str, Words] = {
    # Of a part; its name stands before.
    "wrong_values": lambda v, shown: (
        "has the wrong value" if v.get("shape") == () else
        f"has wrong values{_shape_is_right(v, shown)}"),
    "not_finite": lambda v, shown: f"{'is' if v.get('shape') == () else 'contains'} {v['value']}",
    "zero": lambda v, shown: f"is 0{_shape_is_right(v, shown)}",
    "opposite_sign": lambda v, shown: f"has the opposite sign{_shape_is_right(v, shown)}",
    "inexact": lambda v, shown: (
        f"is nearly right, but not as accurate as it can be{_shape_is_right(v, shown)}"),
    "factor": _factor,
    "factor_is_quantity": _factor_is_quantity,
    "factor_varies": lambda v, shown: (
        "is the right value times a factor that differs from case to case"
        f"{_shape_is_right(v, shown)}"),
    "transposed": lambda v, shown: "is transposed: rows and columns are exchanged",
    "right_values_wrong_shape": _right_values_wrong_shape,
    "wrong_shape": _wrong_shape,
    "wrong_length": lambda v, shown: (
        f"has {v['length']} {'entry' if v['length'] == 1 else 'entries'}; "
        f"it should have {v['expected_length']}"),
    "wrong_type": lambda v, shown: (
        f"is {_kind(v['kind'], shown)}; it should be {_kind(v['expected'], shown)}"),
    "not_a_dictionary": lambda v, shown: (
        f"is {_kind(v['kind'], shown)}; it should be a dictionary with the keys "
        f"{', '.join(v['keys'])}"),
    "missing_key": _missing_key,
    "unexpected_key": lambda v, shown: "should not be there",
    "unexpected_keys": lambda v, shown: "there are keys that should not be there",
    # Of a function as a whole.
    "wrong_return": lambda v, shown: (
        f"the function returns {_kind(v['kind'], shown)}; it should return "
        f"{', '.join(v['expected'])}"),
    "returned_none": _returned_none,
    "not_evaluated": lambda v, shown: (
        f"was found without evaluating {v['argument']} at every point that the formula names"),
    "argument_changed": _argument_changed,
    "not_answered": lambda v, shown: (
        "not answered yet: replace the line `raise NotImplementedError()` with your code"),
    "no_function": lambda v, shown: (
        f"NameError: there was no function {v['name']} when the check ran; does its cell run "
        "without an error?"),
    "raised": _raised,
    # Of a cell that holds tests.
    "tests_failed": _tests_failed,
    "tests_partial": lambda v, shown: (
        f"the tests gave {v['points']:g} of {v['max_points']:g} points"),
    "tests_wrote_to_stderr": lambda v, shown: (
        "the tests wrote to the error stream (a warning, for example), which counts as a failure"),
    "tests_gave_no_score": lambda v, shown: (
        f"the tests ended with {v['value']}, which is not a number of points"),
    "tests_gave_too_much": lambda v, shown: (
        f"the tests gave {v['points']:g} points, more than the {v['max_points']:g} of the cell; "
        "the instructor has to look at it"),
    # Over all cases.
    "right_for_one_only": _right_for_one_only,
    "wrong_for_whole_numbers_only": lambda v, shown: (
        "It is right for real numbers and wrong for whole ones: an integer array cuts off the "
        "fractions that are written into it, and small integer types overflow."),
    "one_case_wrong": lambda v, shown: (
        "Every other case is right: look at what is special about this one."),
    "one_part_wrong": lambda v, shown: f"Only {v['part']} is wrong; everything else is right.",
    "one_part_wrong_in_a_case": lambda v, shown: (
        f"In “{v['case']}” only {v['part']} is wrong; begin there."),
    "reads_the_notebook": _reads_the_notebook,
    "first_wrong_variable": _first_wrong_variable,
    "wrong_after_variables": _wrong_after_variables,
    **{code: _cell_ended(code) for code in CELL_ENDED},
}

# Of what is found over all cases, what tells the cause.
CAUSES_IN_ALL = ("right_for_one_only", "wrong_for_whole_numbers_only", "reads_the_notebook",
                 *CELL_ENDED)
# And what tells where to look for it.
LEADS = ("first_wrong_variable", "wrong_after_variables")

# Why there is no answer: the reason, its detail, and what joins them.
NO_ANSWER: dict[str, tuple[str, str, str]] = {
    "timed_out": ("this ran longer than {limit_s} s and was stopped", "", ""),
    "kernel_died": ("the kernel died while this ran", "{detail}", ": "),
    "not_reached": ("the notebook ran longer than {limit_s} s and was stopped before this cell", "",
                    ""),
    "kernels_ended": ("the notebook was stopped before this cell, because {times} of the cells "
                      "above ended their kernel or had to be stopped", "", ""),
    "output_unreadable": ("what this cell sent could not be read", "", ""),
    "not_given": ("the cell gave no answer", "", ""),
    "given_twice": ("the cell answered more than once", "", ""),
    "given_something_else": ("the cell answered something else", "", ""),
    "check_failed": ("the check could not run", "{message}", ": "),
    "answer_unreadable": ("the answer could not be read", "{detail}", ": "),
    "not_run": ("this cell was not run", "", ""),
    "not_judged": ("this cell could not be judged; the instructor has to look at it", "", ""),
    "no_references": ("{grade_id} has no reference answers", "instructor: run 'course build'",
                      "; "),
    "no_notebook": ("no notebook was handed in; {name} was expected", "", ""),
    "no_notebook_among": ("no notebook was handed in; {name} was expected",
                          "{files} cannot be read as one", ": "),
    "ended_every_process": ("it ended every process that graded it; the instructor has to look at "
                            "it", "", ""),
    "file_empty": ("the file is empty", "", ""),
    "file_too_large": ("the file is larger than {limit_mb} MB", (
        "clear the outputs of your notebook (Edit, Clear Outputs of All Cells)"), ": "),
    "file_damaged": ("the file is damaged or cut off", "{detail}", " ("),
    "file_in_conflict": ("the file holds the markers of a merge conflict", "line {line}", " ("),
    "file_without_cells": ("the file has no cells", "it is no notebook", ": "),
    "file_is_no_notebook": ("the file is no notebook", "", ""),
    "too_many_cells": ("the notebook has more than {limit} cells", "", ""),
    **{code: (f"there was no such function when the check ran, because {head}", detail, ": ")
       for code, (head, detail) in CELL_ENDED.items()},
}


# What was done with what was handed in, so that it could be graded.
NOTES: dict[str, str] = {
    "file_taken": "The notebook that was graded is {name}.",
    "files_beside": "Other files with answers were handed in too and not graded: {names}.",
    "documents_beside": "An answer was left open, but files lie beside the notebook, which a "
                        "person has to look at: {names}.",
    "recognized": "Cells that had lost their mark were recognized by what they hold: {names}.",
    "surplus_kept": "What was added to a locked cell was run beside it: {names}.",
    "moved": "Cells stood in another order and were run where they belong: {names}.",
    "put_back": "Cells that were missing were put back as they were handed out: {names}.",
    "defined_elsewhere": "Defined in another cell than its own, and graded there: {names}.",
    **{code: f"{CELL_ENDED[code][0].capitalize()}: {CELL_ENDED[code][1]}." for code in STOPPED},
}


def predicate(found: Finding, shown: Shown = str) -> str:
    """Return a finding in words, without the name of the part that it is about."""
    words = _words(found, shown)
    if found.code == "raised":  # of three strings, each of them short
        return words
    return one_line(words, MAX_TEXT - (len(found.about) + 1 if found.about else 0))


def _words(found: Finding, shown: Shown) -> str:
    if found.code in WORDS:
        return WORDS[found.code](found.values, shown)
    if found.code in registry.WORDS:
        return registry.WORDS[found.code].format_map(
            {name: float(value) if value in NOT_FINITE else value
             for name, value in found.values.items()})
    return f"is not as it should be ({found.code})"


def sentence(found: Finding, shown: Shown = str) -> str:
    """Return a finding as one sentence.

    >>> sentence(Finding("factor", "dw", {"factor": 7.0, "shape": (3, 1)}))
    'dw is 7 times too large (the shape (3, 1) is right)'
    """
    return f"{found.about} {predicate(found, shown)}".strip()


def reason(found: Finding) -> str:
    """Return why there is no answer, in one line.

    Raises
    ------
    KeyError
        If the finding is not a reason for having no answer, or lacks a value.
    """
    head, detail = reason_and_detail(found)
    joint = NO_ANSWER[found.code][2]
    end = ")" if joint == " (" else ""
    return one_line(f"{head}{joint}{detail}{end}" if detail else head)


def reason_and_detail(found: Finding) -> tuple[str, str]:
    """Return why there is no answer, in words that submissions share, and a detail, or ""."""
    head, detail, _ = NO_ANSWER[found.code]
    if "missing" in found.values:  # not the function, but a name that it uses
        head = f"a name was not defined, because {CELL_ENDED[found.code][0]}"
    if "older" in found.values:
        head = f"an older version was graded, because {CELL_ENDED[found.code][0]}"
    return head.format_map(found.values), detail.format_map(found.values)


def note(found: Finding) -> str:
    """Return what was done with a submission, in one line.

    Raises
    ------
    KeyError
        If the finding is no such note, or lacks a value.
    """
    values = {name: ", ".join(map(str, value)) if isinstance(value, tuple) else value
              for name, value in found.values.items()}
    return one_line(NOTES[found.code].format_map(values))


def headline(verdict: Verdict) -> str:
    """Return the first line: the exercise and how many cases are right."""
    if verdict.no_answer:
        return f"{verdict.exercise}: no answer"
    if verdict.by_tests:
        outcome = "passed" if verdict.passed else "passed in part" if verdict.score else "failed"
        return f"{verdict.exercise}: tests {outcome}"
    right = sum(case.score == 1 for case in verdict.cases)
    return f"{verdict.exercise}: {right} of {len(verdict.cases)} cases"


def sentences(verdict: Verdict) -> list[str]:
    """Return the sentences below the first line: the cause, if it is known, then the findings.

    A finding is followed by its cases.
    """
    found = [group.words() if verdict.by_tests else
             f"{group.words()} — {_where_alike(verdict, group)}" for group in _groups(verdict)]
    return _in_order(verdict, found, with_cases=True)


def found_in_words(verdict: Verdict, *, with_line: bool = True) -> list[str]:
    """Return the sentences without the cases, each once, to count them over submissions.

    Parameters
    ----------
    with_line : whether to quote the student's own line where an exception was raised
    """
    return list(dict.fromkeys(_in_order(
        verdict, [group.words(with_line) for group in _groups(verdict)], with_line=with_line)))


def most_helpful(verdict: Verdict) -> str:
    """Return the one sentence on an answer that is not right which helps most, without the cases.

    What was done wrong says more than how far off the numbers are.
    """
    causes = _causes(verdict)
    return causes[0] if causes else next(iter(found_in_words(verdict)), "")


def _in_order(verdict: Verdict, found: list[str], *, with_cases: bool = False,
              with_line: bool = True) -> list[str]:
    """Put the sentences on a verdict into their order, given those on its findings."""
    if verdict.no_answer:
        return [reason(verdict.no_answer)]
    causes = _causes(verdict)
    leads = [predicate(one if with_line else Finding(one.code, values={**one.values, "lines": ()}))
             for one in verdict.patterns if one.code in LEADS]
    others = [predicate(one) for one in verdict.patterns if one.code not in (*CAUSES_IN_ALL, *LEADS)
              and (with_cases or "case" not in one.values)]
    shown = found[:MAX_BESIDE_MISTAKE if verdict.mistakes else MAX_SENTENCES]
    if with_cases and len(found) > len(shown) and not verdict.mistakes:
        shown.append(f"… and {len(found) - len(shown)} more; correct the first ones")
    carried = [_because(verdict)] if verdict.because_of else []
    return [*causes, *leads, *shown, *others, *carried]


def _causes(verdict: Verdict) -> list[str]:
    """Return what was done wrong, as far as it is known."""
    return [*(predicate(one) for one in verdict.patterns if one.code in CELL_ENDED),
            *(one.sentence for one in verdict.mistakes),
            *(predicate(one) for one in verdict.patterns
              if one.code in CAUSES_IN_ALL and one.code not in CELL_ENDED)]


def _because(verdict: Verdict) -> str:
    """Say that right answers stood in the place of earlier ones."""
    *others, last = verdict.because_of
    earlier = f"{', '.join(others)} and {last}" if others else last
    if verdict.passed:
        return f"{verdict.exercise} is right; it failed only because of {earlier}."
    return (f"{earlier} {'are' if others else 'is'} wrong as well; {verdict.exercise} was judged "
            f"with {'right ones' if others else 'a right one'} in {'their' if others else 'its'} "
            "place.")


@dataclass
class _Group:
    """Findings that differ only in the shapes in them and share one sentence.

    found : the first of them
    subjects : the parts that all of them are about; may be empty
    labels : for each distinct finding, the labels of its cases
    """

    found: Finding
    subjects: tuple[str, ...]
    labels: list[list[str]] = field(default_factory=list)

    def words(self, with_line: bool = True) -> str:
        """Return the sentence, without the cases."""
        found = self.found
        if not with_line and "line" in found.values:
            found = Finding(found.code, found.about, {**found.values, "line": ""})
        subject = ", ".join(self.subjects) or found.about
        each = ": each" if len(self.subjects) > 1 else ""
        return f"{subject}{each} {predicate(found)}" if subject else predicate(found)


def _groups(verdict: Verdict) -> list[_Group]:
    """Group the findings of all cases that share one sentence."""
    found: dict[str, Finding] = {}  # by its words
    subjects: dict[str, dict[str, None]] = {}
    labels: dict[str, dict[str, None]] = {}
    for case in verdict.cases:
        for part, one in case.findings():
            is_of_part = one.about == part
            words = predicate(one) if is_of_part else sentence(one)
            found.setdefault(words, one)
            subjects.setdefault(words, {})[part if is_of_part else ""] = None
            labels.setdefault(words, {})[case.label] = None
    groups: dict[tuple[str, tuple[str, ...]], _Group] = {}
    for words, one in found.items():
        about = tuple(part for part in subjects[words] if part)
        say = predicate if about else sentence
        key = (say(one, _left_out), tuple(subjects[words]))
        groups.setdefault(key, _Group(one, about)).labels.append(list(labels[words]))
    # A mistake explains what was returned; an exception beside it may have another cause.
    return sorted(groups.values(), key=lambda group: (
        bool(verdict.mistakes) and group.found.code != "raised"))


def _left_out(shape: Any) -> str:
    return "()"


def _where_alike(verdict: Verdict, group: _Group) -> str:
    first, *others = group.labels
    more = [label for one in others for label in one if label not in first]
    where = _where(verdict, [*first, *more])
    if not more:
        return where
    if where != "; ".join(dict.fromkeys([*first, *more])):
        return f"{first[0]}, and likewise {where}"
    return f"{'; '.join(first)}; likewise {'; '.join(dict.fromkeys(more))}"


def _where(verdict: Verdict, labels: list[str]) -> str:
    """Name the cases, as briefly as possible."""
    missing = [case.label for case in verdict.cases if case.label not in labels]
    if not missing and len(verdict.cases) > 1:
        return "in every case"
    if len(missing) == 1 and len(set(labels)) > MANY:
        return f"in every case but “{missing[0]}”"
    return "; ".join(dict.fromkeys(labels))


def text(verdict: Verdict, points: str = "", tried: Sequence[TriedCall] = ()) -> str:
    """Return the verdict as plain text.

    Parameters
    ----------
    verdict : of an exercise
    points : the end of the first line, as in "6 of 10 points"
    tried : calls of visible cases that failed
    """
    mark = "✓" if verdict.passed else "✗"
    lines = [f"{mark} {headline(verdict)}{', ' + points if points else ''}",
             *(f"  {sentence}" for sentence in sentences(verdict))]
    marks = verdict.marks()
    if len(marks) > 1 and not verdict.passed:
        lines.append("  " + "   ".join(f"{SYMBOL[o]} {name}" for name, o in marks.items()))
    for call in tried:
        lines += ["", f"  {_heading(call)}", *([f"    {call.line}"] if call.line else []),
                  *(f"    {one}" for one in _outcome(call))]
    return "\n".join(lines)


def html(verdict: Verdict, points: str = "", tried: Sequence[TriedCall] = ()) -> str:
    """Return the verdict as one HTML element; what students can choose in it is escaped.

    Parameters as of `text`.
    """
    first = escape(headline(verdict)) + (f", {escape(points)}" if points else "")
    items = "".join(f"<li>{_code(escape(one))}</li>" for one in sentences(verdict))
    marks = verdict.marks()
    parts = "".join(
        f'<span style="margin-right:1em">{_sign(o)} <code>{escape(name)}</code></span>'
        for name, o in marks.items()) if len(marks) > 1 else ""
    return (
        f'<div style="border-left:4px solid {COLOUR[verdict.mark()]};padding:.4em .8em;'
        f'margin:.3em 0;background:rgba(127,127,127,.08);max-width:60em">'
        f"{_sign(verdict.mark())} <b>{first}</b>"
        + (f'<ul style="margin:.3em 0;padding-left:1.2em">{items}</ul>' if items else "")
        + (f"<div>{parts}</div>" if parts else "") + _all_tried_html(tried) + "</div>")


def _sign(mark: Mark) -> str:
    return (f'<b style="color:#fff;background:{COLOUR[mark]};border-radius:3px;padding:0 .35em">'
            f"{SYMBOL[mark]}</b>")


def _all_tried_html(tried: Sequence[TriedCall]) -> str:
    """Show the first case that failed, and the others folded under it."""
    first, *others = map(_tried_html, tried) if tried else [""]
    if not others:
        return first
    count = f"{len(others)} more case{'s' if len(others) > 1 else ''} that failed"
    return (f'{first}<details style="margin-top:.5em"><summary>{count}</summary>'
            f"{''.join(others)}</details>")


def _tried_html(call: TriedCall) -> str:
    line = (f'<pre style="margin:.2em 0;white-space:pre-wrap">{escape(call.line)}</pre>'
            if call.line else "")
    outcome = "".join(f"<div>{_code(escape(one))}</div>" for one in _outcome(call))
    return f'<div style="margin-top:.5em">{escape(_heading(call))}{line}{outcome}</div>'


def _heading(call: TriedCall) -> str:
    return f"Case “{call.label}”" + (", to try by hand:" if call.line else ":")


def _outcome(call: TriedCall) -> list[str]:
    """Return what a call of a visible case gave, and what it should give."""
    lines = [f"returned `{call.returned}`"] if call.returned else []
    if call.expected:
        lines.append(f"expected `{call.expected}`")
    if call.entry:
        lines.append(f"`{call.entry}` is {call.given}; it should be {call.wanted}")
    return lines


def _code(escaped: str) -> str:
    """Set what stands in `backticks` of an escaped sentence as <code>."""
    pieces = escaped.split("`")
    if len(pieces) % 2 == 0:
        return escaped
    return "".join(f"<code>{piece}</code>" if i % 2 else piece for i, piece in enumerate(pieces))
