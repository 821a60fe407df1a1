"""One finding in words: `WORDS` has those for each code."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from answercheck import registry
from answercheck.translation import N_, ngettext
from answercheck.translation import translate as _
from answercheck.verdict import MAX_TEXT, Finding, one_line
from answercheck.wording.notices import CELL_ENDED, cell_end, listed, listed_with_and

NOT_FINITE = ("nan", "inf", "-inf")  # as a finding holds such numbers
# Shapes and sizes in numpy's messages, which differ from case to case.
SHAPE_IN_MESSAGE = re.compile(
    r"\(\d[\d, ]*\)|\(size \d+ is different from \d+\)|\d+ \(dim \d+\)")

Shown = Callable[[Any], str]  # writes a shape, or leaves it out
Words = Callable[[Mapping[str, Any], Shown], str]

KINDS = {"None": N_("None"), "function": N_("a function"), "number": N_("a number"),
         "int": N_("a whole number"), "bool": N_("True or False"), "str": N_("a string"),
         "dict": N_("a dictionary"), "other": N_("something else"),
         "list": N_("a list of {length}"), "tuple": N_("a tuple of {length}"),
         "object": N_("an object of type {type}, not a plain number or numpy array"),
         "matrix": N_("a numpy matrix, for which * is the matrix product, not a plain number or "
                      "numpy array; make it with np.array")}

# Why an answer has a wrong shape, as a pattern around what is said of it.
CAUSES = {
    "": "{said}",
    "transposed": N_("{said}: it is transposed"),
    "rows_not_added": N_("{said}: its rows are not added up"),
    "rows_not_averaged": N_("{said}: its rows are not averaged"),
    "entries_not_added": N_("{said}: its entries are not added up"),
    "entries_not_averaged": N_("{said}: its entries are not averaged"),
    "sum_of_all": N_("{said}: it is the sum of all the entries that it should have"),
    "wrong_axis": N_("{said}: the total is right, so the sum was taken along the wrong axis"),
    "spread_to_table": N_("{said}: where a row meets a column, or an array of one dimension, numpy "
                          "broadcasts the two to a matrix"),
}


def _kind(kind: Mapping[str, Any], shown: Shown) -> str:
    """Put into words what kind of value it is, as `kind_of` describes it."""
    if kind["kind"] != "array":
        return _(KINDS[kind["kind"]]).format_map(kind)
    if kind["shape"] is None:
        return _("an array of another shape")
    return _("an array of shape {shape}").format(shape=shown(kind["shape"]))


def _and_shape(said: str, values: Mapping[str, Any], shown: Shown) -> str:
    """Add to what is wrong that the shape is right, if it is one of an array."""
    if not values.get("shape"):
        return said
    return _("{said} (the shape {shape} is right)").format(said=said, shape=shown(values["shape"]))


def _factor(values: Mapping[str, Any], shown: Shown) -> str:
    factor = abs(values["factor"])
    if values["factor"] < 0:
        pattern = (_("is {times} too large and has the opposite sign") if factor > 1 else
                   _("is {times} too small and has the opposite sign"))
    else:
        pattern = _("is {times} too large") if factor > 1 else _("is {times} too small")
    return _and_shape(pattern.format(times=_times(factor if factor > 1 else 1 / factor)), values,
                      shown)


def _times(factor: float) -> str:
    # Beyond a million the smaller number is mostly rounding, and its digits say nothing; what would
    # round to a million is included.
    return (_("{factor:.4g} times").format(factor=factor) if factor < 999_950 else
            _("more than a million times"))


def _factor_is_quantity(values: Mapping[str, Any], shown: Shown) -> str:
    pattern = (_("is the right value divided by {quantity}") if values["inverse"] else
               _("is the right value times {quantity}"))
    said = pattern.format(quantity=_(values["quantity"]))
    if values["divided_by"]:
        said = _("{said} divided by {quantity}").format(
            said=said, quantity=_(values["divided_by"]))
    return _("{said} with the opposite sign").format(said=said) if values["opposite_sign"] else said


def _right_values_wrong_shape(values: Mapping[str, Any], shown: Shown) -> str:
    said = _shapes(values, shown, _("is the right number"),
                   _("has the right values in another shape"),
                   _("has the right values in the shape {shape}"))
    shape, expected = values["shape"], values["expected_shape"]
    if shape is not None and len(shape) == 1 and len(expected) == 2:
        return _("{said}: an array of one dimension is neither a row nor a column").format(
            said=said)
    return said


def _wrong_shape(values: Mapping[str, Any], shown: Shown) -> str:
    said = _(CAUSES[values["cause"]]).format(said=_shapes(
        values, shown, _("is a single number"), _("has another shape"),
        _("has the shape {shape}")))
    if "besides" not in values:
        return said
    besides = WORDS[values["besides"]["code"]](values["besides"], shown)
    return _("{said} and {besides}").format(said=said, besides=besides)


def _shapes(values: Mapping[str, Any], shown: Shown, number: str, another: str,
            pattern: str) -> str:
    """Put into words which shape an answer has, and which it should have.

    Parameters
    ----------
    number, another, pattern : what is said of a number, of a shape that is left out, of any other
    """
    shape, expected = values["shape"], values["expected_shape"]
    has = number if shape == () else (
        another if shape is None else pattern.format(shape=shown(shape)))
    if not expected:
        return _("{has}; it should be a single number").format(has=has)
    return _("{has}; it should have the shape {shape}").format(has=has, shape=shown(expected))


def _missing_key(values: Mapping[str, Any], shown: Shown) -> str:
    if not values["keys"]:
        return _('has no key "{key}"').format(key=values["key"])
    return _('has no key "{key}"; it has {keys}').format(
        key=values["key"], keys=listed(values["keys"]))


def _returned_none(values: Mapping[str, Any], shown: Shown) -> str:
    if values["printed"]:
        return _("the function returns None; did you print the answer instead of returning it?")
    return _("the function returns None: is a return missing?")


def _argument_changed(values: Mapping[str, Any], shown: Shown) -> str:
    if values.get("replaced"):
        pattern = _("{argument} is changed by your function, which puts new items into it; "
                    "make a new one, because the caller still needs the old one")
    else:
        pattern = _("{argument} is changed by your function; work on a copy, because the caller "
                    "still needs it")
    return pattern.format(argument=values["argument"])


def _raised(values: Mapping[str, Any], shown: Shown) -> str:
    said = values["type"]
    if values["line"]:
        said = _("{error} in your line `{line}`").format(error=said, line=values["line"])
    if values["line"] and "inside" in values:
        said = _("{said} (raised inside `{inside}`, at `{inside_line}`)").format(
            said=said, inside=values["inside"], inside_line=values["inside_line"])
    return _and_message(said, SHAPE_IN_MESSAGE.sub(lambda found: shown(found[0]),
                                                   values["message"]))


def _and_message(said: str, message: str) -> str:
    """Add the message of an exception; one of our own has a translation."""
    return _("{said}: {message}").format(said=said, message=_(message)) if message else said


def _tests_failed(values: Mapping[str, Any], shown: Shown) -> str:
    if values["hidden"]:
        return _("a test that is not shown failed ({error})").format(error=_(values["type"]))
    said = _(values["type"])
    if values["line"]:
        said = _("{error} in the test `{line}`").format(error=said, line=values["line"])
    return _and_message(said, values["message"])


def _reads_the_notebook(values: Mapping[str, Any], shown: Shown) -> str:
    return _("Your function takes {names} from the notebook, where it stays the same whatever the "
             "arguments are. Use what the function is given.").format(
                 names=listed(tuple(f"`{name}`" for name in values["names"])))


def _first_wrong_variable(values: Mapping[str, Any], shown: Shown) -> str:
    if values["right"]:
        first = ngettext("{names} is right; the first variable that is not is `{variable}`.",
                         "{names} are right; the first variable that is not is `{variable}`.",
                         len(values["right"])).format(
                             names=_in_code(values["right"]), variable=values["variable"])
    else:
        first = _("The first variable that is wrong is `{variable}`.").format(
            variable=values["variable"])
    found = _and_look_at(first, values["lines"])
    if values["scaled"]:
        found = _("{said} {more}").format(said=found, more=_(
            "If you mean something else by that name, look at the lines that use it."))
    return found


def _wrong_after_variables(values: Mapping[str, Any], shown: Shown) -> str:
    return _and_look_at(ngettext(
        "{names} is right; what comes after is not.", "{names} are right; what comes after is not.",
        len(values["right"])).format(names=_in_code(values["right"])), values["lines"])


def _and_look_at(said: str, lines: Sequence[str]) -> str:
    """Add where to look, unless the lines are not to be quoted."""
    if not lines:
        return said
    return _("{said} {more}").format(said=said, more=ngettext(
        "Look at your line {lines}.", "Look at your lines {lines}.", len(lines)).format(
            lines=_in_code(lines)))


def _in_code(names: Sequence[str]) -> str:
    return listed_with_and([f"`{name}`" for name in names])


def _right_for_one_only(values: Mapping[str, Any], shown: Shown) -> str:
    if factor := registry.FACTORS.get(values["quantity"]):
        return _(factor.only_one)
    return _("It is right only where {quantity} is 1.").format(quantity=_(values["quantity"]))


def _cell_ended(code: str) -> Words:
    """Return the words for a name that is missing, or an old function, because of a cell's end."""
    def words(values: Mapping[str, Any], shown: Shown) -> str:
        cause, detail = cell_end(code, values)
        if "older" in values:
            return _("`{name}` was graded as an earlier cell defines it, because {cause} "
                     "and so did not define it again: {detail}").format(
                         name=values["older"], cause=cause, detail=detail)
        return _("`{name}` is not defined, because {cause}: {detail}").format(
            name=values["missing"], cause=cause, detail=detail)

    return words


WORDS: dict[str, Words] = {
    # Of a part; its name stands before.
    "wrong_values": lambda v, shown: (
        _("has the wrong value") if v.get("shape") == () else
        _and_shape(_("has wrong values"), v, shown)),
    "not_finite": lambda v, shown: (
        _("is {value}") if v.get("shape") == () else _("contains {value}")
        ).format(value=v["value"]),
    "zero": lambda v, shown: _and_shape(_("is 0"), v, shown),
    "opposite_sign": lambda v, shown: _and_shape(_("has the opposite sign"), v, shown),
    "inexact": lambda v, shown: _and_shape(
        _("is nearly right, but not as accurate as it can be"), v, shown),
    "factor": _factor,
    "factor_is_quantity": _factor_is_quantity,
    "factor_varies": lambda v, shown: _and_shape(
        _("is the right value times a factor that differs from case to case"), v, shown),
    "transposed": lambda v, shown: _("is transposed: rows and columns are exchanged"),
    "right_values_wrong_shape": _right_values_wrong_shape,
    "wrong_shape": _wrong_shape,
    "wrong_length": lambda v, shown: ngettext(
        "has {length} entry; it should have {expected_length}",
        "has {length} entries; it should have {expected_length}", v["length"]).format_map(v),
    "wrong_type": lambda v, shown: _("is {kind}; it should be {expected}").format(
        kind=_kind(v["kind"], shown), expected=_kind(v["expected"], shown)),
    "not_a_dictionary": lambda v, shown: _(
        "is {kind}; it should be a dictionary with the keys {keys}").format(
            kind=_kind(v["kind"], shown), keys=listed(v["keys"])),
    "missing_key": _missing_key,
    "unexpected_key": lambda v, shown: _("should not be there"),
    "unexpected_keys": lambda v, shown: _("there are keys that should not be there"),
    # Of a function as a whole.
    "wrong_return": lambda v, shown: _(
        "the function returns {kind}; it should return {expected}").format(
            kind=_kind(v["kind"], shown), expected=listed(v["expected"])),
    "returned_none": _returned_none,
    "not_evaluated": lambda v, shown: _(
        "was found without evaluating {argument} at every point that the formula names"
        ).format_map(v),
    "argument_changed": _argument_changed,
    "not_answered": lambda v, shown: _(
        "not answered yet: replace the line `raise NotImplementedError()` with your code"),
    "no_function": lambda v, shown: _(
        "NameError: there was no function {name} when the check ran; does its cell run "
        "without an error?").format_map(v),
    "raised": _raised,
    # Of a cell that holds tests.
    "tests_failed": _tests_failed,
    "tests_partial": lambda v, shown: _(
        "the tests gave {points:g} of {max_points:g} points").format_map(v),
    "tests_wrote_to_stderr": lambda v, shown: _(
        "the tests wrote to the error stream (a warning, for example), which counts as a failure"),
    "tests_gave_no_score": lambda v, shown: _(
        "the tests ended with {value}, which is not a number of points").format_map(v),
    "tests_gave_too_much": lambda v, shown: _(
        "the tests gave {points:g} points, more than the {max_points:g} of the cell; "
        "the instructor has to look at it").format_map(v),
    # Over all cases.
    "right_for_one_only": _right_for_one_only,
    "wrong_for_whole_numbers_only": lambda v, shown: _(
        "It is right for real numbers and wrong for whole ones: an integer array cuts off the "
        "fractions that are written into it, and small integer types overflow."),
    "one_case_wrong": lambda v, shown: _(
        "Every other case is right: look at what is special about this one."),
    "one_part_wrong": lambda v, shown: _(
        "Only {part} is wrong; everything else is right.").format_map(v),
    "one_part_wrong_in_a_case": lambda v, shown: _(
        "In “{case}” only {part} is wrong; begin there.").format(
            case=_(v["case"]), part=v["part"]),
    "reads_the_notebook": _reads_the_notebook,
    "first_wrong_variable": _first_wrong_variable,
    "wrong_after_variables": _wrong_after_variables,
    **{code: _cell_ended(code) for code in CELL_ENDED},
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
        return _(registry.WORDS[found.code]).format_map(
            {name: float(value) if value in NOT_FINITE else value
             for name, value in found.values.items()})
    return _("is not as it should be ({code})").format(code=found.code)


def sentence(found: Finding, shown: Shown = str) -> str:
    """Return a finding as one sentence.

    >>> sentence(Finding("factor", "dw", {"factor": 7.0, "shape": (3, 1)}))
    'dw is 7 times too large (the shape (3, 1) is right)'
    """
    return f"{found.about} {predicate(found, shown)}".strip()
