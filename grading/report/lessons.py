"""What to teach again tomorrow: the few things that most people need."""

from dataclasses import dataclass

from grading.report.answers import Kind
from grading.report.exercises import ExerciseResults
from grading.report.mistakes import NamedMistake

MAX_LESSONS = 5
LEAST_COUNT, LEAST_SHARE = 2, 0.05  # of the class; what fewer people need is told further down
EMPTY_SHARE = 0.2  # left empty by so many, an exercise was perhaps not understood at all


@dataclass(frozen=True)
class Lesson:
    """One thing: how many people it concerns, in which exercise, what, and where to read on."""

    count: int
    exercise: str
    what: str
    why: str
    anchor: str


def lessons(mistakes: list[NamedMistake], results: list[ExerciseResults],
            n_graded: int) -> list[Lesson]:
    """At most `MAX_LESSONS`, what concerns most people first."""
    found = [Lesson(len(one.submissions), one.exercise, one.name, one.sentence, "mistakes")
             for one in mistakes]
    found += [Lesson(one.kinds[Kind.UNANSWERED], one.name, "left empty",
                     "Was it too hard, too long, or was the text not clear?", "exercises")
              for one in results
              if one.kinds[Kind.UNANSWERED] >= EMPTY_SHARE * one.n_submissions]
    least = max(LEAST_COUNT, LEAST_SHARE * n_graded) if n_graded > 1 else 1
    return sorted((one for one in found if one.count >= least),
                  key=lambda one: -one.count)[:MAX_LESSONS]
