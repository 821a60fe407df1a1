"""The demo's sample class: people who answer in their own ways, some wrongly, some not at all."""

from collections.abc import Callable, Mapping
from pathlib import Path

from grading.references.exercises import exercises
from grading.references.solutions import cells, edited
from grading.samples.cheats import CHEATS
from grading.samples.damage import DAMAGE
from grading.samples.sheet import Sheet

Codes = Mapping[str, str]
HandIn = Callable[[Sheet, Path], object]

# Of each part of the corpus a few, under the names of people.
GUESTS = {
    "olga": "tag-skip-execution",
    "pavel": "patch-allclose",
    "quinn": "forged-verdict",
    "rosa": "hidden-file",
    "sven": "cut-off",
    "tara": "file-upper-case",
    "umar": "file-missing",
    "vera": "kernel-death",
}


def sample_class(week: str) -> dict[str, HandIn]:
    """Who hands in what, by name."""
    solutions = cells(week)
    described = exercises(week)
    names = [exercise.name for exercise in described]
    half = set(names[: len(names) // 2])
    people: dict[str, HandIn] = {
        "ada": _answers(solutions),
        "bela": _answers({one.name: one.alternatives[0].code for one in described}),
        "chen": _answers({one.name: one.alternatives[1].code for one in described}),
        "jonas": _answers({name: code for name, code in solutions.items() if name in half}),
        "kira": _answers({}),
        "liam": _answers({**solutions, names[-1]: "def (:\n    not python"}),
        "mia": _answers({**solutions, names[0]: _printing(solutions[names[0]])}),
    }
    mistaken = ("dora", "emil", "fatima", "goran", "hana", "ivan")
    for number, person in enumerate(mistaken):
        people[person] = _answers(_with_mistakes(week, number, len(mistaken)))
    corpus = {one.name: one for one in (*CHEATS, *DAMAGE)}
    people |= {person: corpus[name].make for person, name in GUESTS.items()}
    return dict(sorted(people.items()))


def _answers(codes: Codes) -> HandIn:
    def make(sheet: Sheet, folder: Path) -> None:
        for name, code in codes.items():
            sheet.answer(name, code)
        sheet.save(folder)
    return make


def _with_mistakes(week: str, number: int, of: int) -> Codes:
    """The solutions with a known mistake in every `of`-th exercise, another one each time."""
    codes = dict(cells(week))
    for place, exercise in enumerate(exercises(week)):
        if place % of == number:
            mistake = exercise.mistakes[number % len(exercise.mistakes)]
            codes[exercise.name] = edited(codes[exercise.name], mistake.edits)
    return codes


def _printing(code: str) -> str:
    """A solution that prints its answer and returns nothing."""
    return code.replace("return ", "print(", 1).rstrip().replace(
        "### END SOLUTION", "").rstrip() + ")"
