"""Registered formulas, scorers and words are used by name; reference files import their modules."""

import json
import sys

import numpy as np
import pytest

from answercheck import registry
from answercheck.calls import call_all
from answercheck.cases import Recipe
from answercheck.judge import judge
from answercheck.references import (
    ReferenceCall,
    ReferenceCase,
    ReferenceExercise,
    References,
    StaleReferenceError,
    read_references,
    write_references,
)
from answercheck.scoring import Scorer
from answercheck.serialize import NotPlainError, pack, unpack
from answercheck.verdict import Mark, Part, finding
from answercheck.wording import sentence

MODULE = """
from answercheck.registry import register_formula
register_formula("tripled", lambda a, shift: 3 * a + shift)
"""
RECIPE = Recipe("tripled", {"shift": 1.0})
EXERCISE = ReferenceExercise("apply", ("y",), 1e-5, (
    ReferenceCase("one", (ReferenceCall((RECIPE, 2.0), {}, 7.0),)),), requires=("own_formulas",))


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch):
    """An importable module of a course that registers a formula, in an empty registry."""
    (tmp_path / "own_formulas.py").write_text(MODULE)
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    sys.modules.pop("own_formulas", None)
    registry.FORMULAS.pop("tripled", None)


def test_a_recipe_is_its_formula_with_its_numbers():
    registry.require(["own_formulas"])
    assert RECIPE(2.0) == RECIPE.function(print)(2.0) == 7.0


def test_what_a_kernel_sends_never_has_a_module_imported():
    packed = json.loads(json.dumps(pack(RECIPE)))
    with pytest.raises(NotPlainError):
        unpack(packed)
    assert "own_formulas" not in sys.modules
    registry.require(["own_formulas"])
    assert unpack(packed) == RECIPE


def test_reading_a_reference_file_imports_what_it_requires(own):
    write_references(own / "week.h5", References("week", 0, np.__version__, {"apply": EXERCISE}))
    read = read_references(own / "week.h5").exercises["apply"]
    assert read.requires == ("own_formulas",)
    records = [call_all(lambda f, a: f(a), [(call.args, call.kwargs) for call in case.calls])
               for case in read.cases]
    assert judge(read, records).passed


def test_a_module_that_cannot_be_imported_is_reported_with_the_file(own):
    (own / "own_formulas.py").unlink()
    write_references(own / "week.h5", References("week", 0, np.__version__, {"apply": EXERCISE}))
    with pytest.raises(StaleReferenceError,
                       match=r"^week\.h5 needs a module of its course: .*own_formulas"):
        read_references(own / "week.h5")


def test_an_exercise_is_scored_in_the_way_that_it_names(monkeypatch):
    def by_sign(call, answer, exercise):
        right = (answer > 0) == (call.returned > 0)
        return [Part("y", Mark.RIGHT if right else Mark.WRONG)]

    monkeypatch.setitem(registry.SCORERS, "sign", Scorer(by_sign))
    exercise = ReferenceExercise("f", ("y",), 1e-5, (
        ReferenceCase("one", (ReferenceCall((3.0,), {}, 1.0),)),), "sign")
    for answer, passed in ((100.0, True), (-1.0, False)):
        records = [call_all(lambda a, answer=answer: answer, [((3.0,), {})])]
        assert judge(exercise, records).passed is passed


@pytest.mark.parametrize(("span", "said"), [
    (3.14159, "W spans 3.1, more than 1"), (float("nan"), "W spans nan, more than 1")])
def test_what_a_scorer_of_the_course_finds_is_said_in_the_words_that_it_registers(
        monkeypatch, span, said):
    monkeypatch.setattr(registry, "WORDS", {})
    registry.register_words("too_wide", "spans {span:.2g}, more than {limit:.2g}")
    assert sentence(finding("too_wide", "W", span=span, limit=1.0)) == said
