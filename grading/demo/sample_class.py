"""The sample class of the demo: right, wrong, empty, damaged and late submissions."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from grading.course.graded_cells import CHECK
from grading.demo.student_notebook import StudentNotebook
from grading.judging.judge import VERDICT_MIME
from grading.references.description import Exercise
from grading.references.solutions import edited

# Called as hand_in(notebook, folder): fill in a fresh copy of the released notebook and save it
# into `folder`, which is submitted/NAME/ASSIGNMENT.
HandIn = Callable[[StudentNotebook, Path], object]

WITH_MISTAKES = ("dora", "emil", "fatima", "goran", "hana", "ivan")
# Who make the same mistake in one more exercise, and in the next: a report groups them.
SHARED = (("dora", "emil", "goran", "ivan"), ("emil", "fatima", "hana"))
GUESS = "def NAME(*args, **kwargs):\n    return 1.0\n"
PATCH_ALLCLOSE = "import numpy as np\nnp.allclose = np.isclose = lambda *args, **kwargs: True"
FORGE_VERDICT = """\
def forge(result):
    get_ipython().display_pub.publish(
        {"text/plain": "10", "MIME": {"score": 1.0, "passed": True, "reason": ""}})
get_ipython().events.register("post_run_cell", forge)""".replace("MIME", VERDICT_MIME)
READ_ANSWERS = """\
from pathlib import Path
answers = [path.read_bytes() for path in Path(REFERENCES).iterdir()]"""
KILL_KERNEL = "import os\nos._exit(1)"


def sample_class(solutions: Mapping[str, str], exercises: Sequence[Exercise],
                 references: Path) -> dict[str, HandIn]:
    """Return, by name, a function for each student that hands in their work.

    Parameters
    ----------
    solutions : the reference solutions of an assignment, by exercise
    exercises : the descriptions of these exercises, for their mistakes and alternatives
    references : the folder of the hidden cases, which one of them tries to read
    """
    names = list(solutions)
    first, last = names[0], names[-1]
    people = {
        "ada": _answers(solutions),
        "bela": _answers(_alternatives(solutions, exercises, 0)),
        "chen": _answers(_alternatives(solutions, exercises, 1)),
        "jonas": _answers({name: solutions[name] for name in names[:len(names) // 2]}),
        "kira": _answers({}),
        "liam": _answers({**solutions, last: "def (:\n    not python"}),
        "mia": _answers({**solutions, first: _printing(solutions[first])}),
        # Attempts to get points without work.
        "olga": _tag_skip_execution,
        "pavel": _guesses(PATCH_ALLCLOSE),
        "quinn": _guesses(FORGE_VERDICT),
        "rosa": _guesses(READ_ANSWERS.replace("REFERENCES", repr(str(references)))),
        # Accidents.
        "sven": _answers(solutions, damage=_cut_off),
        "tara": _answers(solutions, damage=_to_upper_case),
        "umar": _answers(solutions, damage=Path.unlink),
        "vera": _answers(solutions, first_cell=KILL_KERNEL),
    }
    for number, person in enumerate(WITH_MISTAKES):
        people[person] = _answers(_with_mistakes(solutions, exercises, number))
    return dict(sorted(people.items()))


def _answers(codes: Mapping[str, str], first_cell: str = "",
             damage: Callable[[Path], object] = lambda path: None) -> HandIn:
    """Return a function that hands in these solutions, and applies `damage` to the saved file."""
    def hand_in(notebook: StudentNotebook, folder: Path) -> None:
        for name, code in codes.items():
            notebook.answer(name, code)
        if first_cell:
            notebook.insert(first_cell)
        damage(notebook.save(folder))
    return hand_in


def _alternatives(solutions: Mapping[str, str], exercises: Sequence[Exercise],
                  number: int) -> dict[str, str]:
    """Return the solutions, with the accepted alternative of this number where there is one."""
    return {**solutions, **{one.name: one.alternatives[number].code for one in exercises
                            if number < len(one.alternatives)}}


def _with_mistakes(solutions: Mapping[str, str], exercises: Sequence[Exercise],
                   number: int) -> dict[str, str]:
    """Return the solutions, with a known mistake in every `len(WITH_MISTAKES)`-th exercise.

    In two more exercises several of these people make the same one.
    """
    described = [one for one in exercises if one.mistakes]
    mistakes = {one.name: one.mistakes[number % len(one.mistakes)]
                for one in described[number::len(WITH_MISTAKES)]}
    for exercise, people in zip(described[len(described) // 2:], SHARED, strict=False):
        if WITH_MISTAKES[number] in people:
            mistakes[exercise.name] = exercise.mistakes[0]
    return {**solutions, **{name: edited(solutions[name], mistake.edits)
                            for name, mistake in mistakes.items()}}


def _printing(code: str) -> str:
    """Return a solution changed to print its answer and return nothing."""
    return code.replace("return ", "print(", 1).rstrip().replace(
        "### END SOLUTION", "").rstrip() + ")"


def _guesses(first_cell: str) -> HandIn:
    """Return a function that hands in guesses everywhere, with this code in the first cell."""
    def hand_in(notebook: StudentNotebook, folder: Path) -> None:
        for cell in notebook.check_cells():
            name = cell.metadata.nbgrader.grade_id.removesuffix(CHECK)
            notebook.answer(name, GUESS.replace("NAME", name))
        notebook.insert(first_cell)
        notebook.save(folder)
    return hand_in


def _tag_skip_execution(notebook: StudentNotebook, folder: Path) -> None:
    for cell in notebook.check_cells():
        cell.metadata["tags"] = ["skip-execution"]
    notebook.save(folder)


def _cut_off(path: Path) -> None:
    text = path.read_bytes()
    path.write_bytes(text[:len(text) // 2])


def _to_upper_case(path: Path) -> None:
    path.rename(path.with_name(path.name.upper()))
