"""The report as one HTML page: nothing in it is run or fetched, and every name is escaped."""

import base64
import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from grading.pages import style as look
from grading.pages.numbers import hours, number, percent, plural
from grading.pages.report.discrimination import MIN_STUDENTS
from grading.pages.report.exercises import ExerciseResults, exercise_results
from grading.pages.report.figures import DARK, LIGHT, Paper, distribution, kinds_by_exercise
from grading.pages.report.lessons import least_count, lessons
from grading.pages.report.mistakes import (
    HINT_SHARE,
    common_and_rare,
    named_mistakes,
    unnamed_failures,
)
from grading.pages.report.reading import ClassRecord, Submission
from grading.pages.report.troubles import DEAD_KERNEL, TIME_OUT, troubles
from grading.pages.style import with_code
from grading.terminal import printable

HERE = Path(__file__).parent
STYLE = look.STYLE + (HERE / "page.css").read_text(encoding="utf-8")


def page(record: ClassRecord, made: datetime) -> str:
    """The report on a class, as HTML.

    Parameters
    ----------
    record : the class; something in it is graded
    made : when the report was made, which is told in it
    """
    results = exercise_results(record)
    mistakes, unnamed, stops = (named_mistakes(record), unnamed_failures(record),
                                troubles(record))
    common, rare = common_and_rare(mistakes)
    graded = record.graded
    scores = [one.score for one in graded]
    return _environment().get_template("page.html").render(
        record=record, made=made, results=results, common=common, rare=rare,
        unnamed=unnamed, hints=[one for one in unnamed if one.is_hint], stops=stops,
        lessons=lessons(record, mistakes),
        not_graded=[one for one in record.submissions if not one.is_graded],
        zeros=[one for stop in stops for one in stop.zeros],
        late=sorted((one for one in graded if one.late_h > 0), key=lambda one: -one.late_h),
        undated=[one for one in graded if not one.has_date],
        waiting=[one for one in graded if one.by_hand],
        median=median(scores), least=min(scores), most=max(scores),
        distribution=_both(lambda paper: distribution(scores, record.max_points, paper)),
        kinds=_both(lambda paper: kinds_by_exercise(results, paper)) if results else (),
        hint_share=HINT_SHARE, least_count=least_count(len(graded)), min_students=MIN_STUDENTS,
        time_outs=_concerned(stops, TIME_OUT), dead=_concerned(stops, DEAD_KERNEL))


def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True,
                              lstrip_blocks=True, undefined=StrictUndefined)
    environment.filters |= {"percent": percent, "number": number, "hours": hours,
                            "plural": plural,
                            "shown": printable, "code": with_code, "by_need": _by_need}
    environment.globals |= {"style": Markup(STYLE), "style_hash": _digest(STYLE)}
    return environment


def _digest(text: str) -> str:
    """As a Content-Security-Policy names the one style that it allows."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _both(draw: Callable[[Paper], str]) -> tuple[str, str]:
    return draw(LIGHT), draw(DARK)


def _by_need(results: list[ExerciseResults]) -> list[ExerciseResults]:
    """Those first in which fewest are right."""
    return sorted(results, key=lambda one: one.pass_rate)


def _concerned(stops: list[Any], kind: str) -> list[Submission]:
    """Who met such a trouble, each once."""
    return list({one.student: one for stop in stops if stop.kind == kind
                 for one in stop.submissions}.values())
