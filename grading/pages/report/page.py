"""The report as one HTML page, without scripts or other files; every name in it is escaped."""

import base64
import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from answercheck import wording
from grading.pages import style as look
from grading.pages.numbers import hours, number, percent
from grading.pages.report.class_record import ClassRecord, Submission
from grading.pages.report.discrimination import MIN_STUDENTS
from grading.pages.report.exercises import ExerciseResults, exercise_results
from grading.pages.report.figures import DARK, LIGHT, Theme, distribution, kinds_by_exercise
from grading.pages.report.incidents import DEAD_KERNEL, TIME_OUT, Incident, incidents
from grading.pages.report.mistakes import (
    HINT_SHARE,
    common_and_rare,
    named_mistakes,
    unexplained_failures,
)
from grading.pages.report.reteaching import least_count, topics_to_reteach
from grading.pages.style import with_code
from grading.pages.translating import translate_templates
from grading.terminal import printable
from grading.words import translate as _

HERE = Path(__file__).parent
STYLE = look.STYLE + (HERE / "page.css").read_text(encoding="utf-8")


def page(record: ClassRecord, made: datetime) -> str:
    """Return the report on a class as HTML, in the current language.

    Parameters
    ----------
    record : with one graded submission at least
    made : the date of the report
    """
    results = exercise_results(record)
    mistakes, unexplained, grouped = (
        named_mistakes(record), unexplained_failures(record), incidents(record))
    common, rare = common_and_rare(mistakes)
    graded = record.graded
    scores = [one.score for one in graded]
    return _environment().get_template("page.html").render(
        record=record, made=_moment(made), results=results, common=common, rare=rare,
        unexplained=unexplained, hints=[one for one in unexplained if one.is_hint],
        incidents=grouped, topics=topics_to_reteach(record, mistakes),
        not_graded=[one for one in record.submissions if not (one.is_graded or one.problem)],
        zeros=[one for incident in grouped for one in incident.zeros],
        late=sorted((one for one in graded if one.late_h > 0), key=lambda one: -one.late_h),
        undated=[one for one in graded if not one.has_date],
        restored=[(one, notes) for one in graded if (notes := [
            wording.note(note) for note in one.notes if note.code not in wording.STOPPED])],
        waiting=[one for one in graded if one.by_hand],
        median=median(scores), least=min(scores), most=max(scores),
        distribution=_both(lambda theme: distribution(scores, record.max_points, theme)),
        kinds=_both(lambda theme: kinds_by_exercise(results, theme)) if results else (),
        hint_share=HINT_SHARE, least_count=least_count(len(graded)), min_students=MIN_STUDENTS,
        time_outs=_concerned(grouped, TIME_OUT), dead=_concerned(grouped, DEAD_KERNEL))


def _moment(when: datetime) -> str:
    """Write a date and a time as the current language has them."""
    year, month, day, time = f"{when:%Y %m %d %H:%M}".split()
    return _("{year}-{month}-{day} at {time} {zone}").format(
        year=year, month=month, day=day, time=time, zone=f"{when:%Z}")


def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(HERE), autoescape=True, trim_blocks=True,
                              lstrip_blocks=True, undefined=StrictUndefined)
    environment.filters |= {"percent": percent, "number": number, "hours": hours,
                            "shown": printable, "code": with_code, "by_need": _by_need}
    translate_templates(environment)
    environment.globals |= {"style": Markup(STYLE), "style_hash": _digest(STYLE)}
    return environment


def _digest(text: str) -> str:
    """Return the hash by which a Content-Security-Policy allows a style element."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _both(draw: Callable[[Theme], str]) -> tuple[str, str]:
    return draw(LIGHT), draw(DARK)


def _by_need(results: list[ExerciseResults]) -> list[ExerciseResults]:
    """Sort exercises by pass rate, the lowest first."""
    return sorted(results, key=lambda one: one.pass_rate)


def _concerned(found: list[Incident], kind: str) -> list[Submission]:
    """Return the submissions with an incident of this kind, each once."""
    return list({one.student: one for incident in found if incident.kind == kind
                 for one in incident.submissions}.values())
