"""The command line: `course new | build | release | grade | status | feedback | …`."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from rich.console import Console

from grading.errors import CourseError, file_problem
from grading.loading import loading
from grading.progress import track
from grading.terminal import printable

if TYPE_CHECKING:
    from grading.course.course import Course

MAX_UNCLAIMED = 10  # of what belongs to nobody, after grading

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
                  help="Release, grade and return the assignments of this course. Run it in the "
                       "folder that holds nbgrader_config.py.")
console = Console()
err = Console(stderr=True)


def _folder_name(said: str) -> str:
    """A folder's name as a shell may complete it, with a slash behind it or ./ before it."""
    return os.path.normpath(said) if said else said


Assignment = Annotated[str, typer.Argument(
    metavar="WEEK", parser=_folder_name, help="An assignment's folder in source/, such as ps1.")]
Force = Annotated[bool, typer.Option("--force", help="Do again what is done already.")]
Workers = Annotated[int | None, typer.Option(
    min=1, show_default="one for each core", help="Processes at work on this machine.")]
Scheduler = Annotated[str | None, typer.Option(
    metavar="ADDRESS", help="Work on the Dask cluster with this scheduler, such as "
                            "tcp://HOST:8786, in place of this machine.")]
Language = Annotated[str | None, typer.Option(
    metavar="LANGUAGE", help="A language that the course is translated into, such as zh_CN.")]
Unsafe = Annotated[bool, typer.Option("--unsafe", help=(
    "Grade although this system lacks a part of the sandbox; 'course doctor' says which."))]


@app.command()
def new(folder: Annotated[Path, typer.Argument(
        help="Where the course is made: a folder that is empty, or not there yet.")]) -> None:
    """Make a course to start from: one assignment, two exercises, and a README that explains."""
    from grading.new_course.make import make_course

    for path in make_course(folder):
        console.print(f"written: {path}", markup=False, soft_wrap=True)
    console.print(f"Next: cd {folder}, and read README.md", markup=False, soft_wrap=True)


@app.command()
def build(
    assignments: Annotated[list[str] | None, typer.Argument(
        metavar="[WEEK]...", parser=_folder_name,
        help="Assignments in source/; all if none is named.")] = None,
    seed: Annotated[int | None, typer.Option(
        help="Draw hidden cases of your own from this number, in .course/references, which git "
             "ignores; grading uses them from then on.")] = None,
    force: Force = False,
) -> None:
    """Make the reference answers, visible and hidden, of the exercises that have changed."""
    with loading():
        from grading.course.course import Course
        from grading.course.privacy import keep_hidden_cases_private
        from grading.references.build import build as build_references
        from grading.references.exercises import assignments as described
        from grading.references.processes import on_all_cores

    course = Course(Path.cwd())
    folders = course.folders
    names = assignments or described(folders)
    if not names:
        raise CourseError("no exercises are described in exercises/")
    folders.references.mkdir(exist_ok=True)
    keep_hidden_cases_private(course.directory)
    with on_all_cores() as run:
        for one in build_references(folders, names, seed, force=force, run=run):
            n_cases = sum(len(exercise.cases) for exercise in one.references.exercises.values())
            kind = f"hidden cases, seed {one.references.seed}" if one.is_hidden else "visible cases"
            made = f"{len(one.made)} of " if one.made else "unchanged, "
            console.print(f"{folders.name(one.path)}: {made}{len(one.references.exercises)} "
                          f"exercises, {n_cases} {kind}", highlight=False, soft_wrap=True)
    for name in names:
        if folders.hidden_file(name).parent == folders.private_references:
            console.print(f"{name} is graded with {folders.name(folders.hidden_file(name))}",
                          highlight=False, soft_wrap=True)


@app.command()
def release(assignment: Assignment, language: Language = None) -> None:
    """Make the student version of an assignment, release/WEEK, from source/WEEK.

    With --language it is made in that language: release/LANGUAGE/WEEK, beside the English one.
    """
    course = _course_here()
    if language is None:
        paths = course.release(assignment)
    else:
        from grading.translation.release import release_translated

        paths = release_translated(course, assignment, language)
    for path in paths:
        console.print(f"written: {path}", markup=False, soft_wrap=True)


@app.command()
def translate(
    language: Annotated[str, typer.Argument(metavar="LANGUAGE", help="Such as zh_CN.")],
    check: Annotated[bool, typer.Option("--check", help=(
        "Change nothing; fail if a catalogue is not up to date, is incomplete for what is "
        "released, or has other formulas or fields than the original."))] = False,
) -> None:
    """Bring the catalogues of a language up to date: locale/LANGUAGE/….po; compile them.

    A text that is new has no translation yet; one that was changed has its old translation, marked
    as fuzzy. Any editor of .po files does for the rest.
    """
    with loading():
        from grading.course.course import Course
        from grading.pages.numbers import plural
        from grading.translation.translate import problems
        from grading.translation.translate import translate as update_catalogues

    course = Course(Path.cwd())
    if check:
        found = list(problems(course, language))
        _tell(found)
        if found:
            raise CourseError(f"{plural(len(found), 'problem')} in the catalogues of {language}")
        return
    for state in update_catalogues(course, language):
        left = [f"{n} {what}" for n, what in (
            (state.n_missing, "missing"), (state.n_fuzzy, "fuzzy"), (state.n_obsolete, "obsolete"))
            if n]
        console.print(", ".join([f"{course.folders.name(state.path)}: "
                                 f"{plural(state.n_texts, 'text')}", *left]),
                      markup=False, highlight=False, soft_wrap=True)


@app.command()
def handout(
    assignments: Annotated[list[str] | None, typer.Argument(
        metavar="[WEEK]...", parser=_folder_name,
        help="Released assignments; all of them if none is named.")] = None,
    prefix: Annotated[Path | None, typer.Option(
        metavar="FOLDER", help="Install the wheel into the environment in this folder as well, "
                               "such as a hub's /opt/tljh/user.")] = None,
    language: Language = None,
) -> None:
    """Pack what students get, without grader and answers: handout/COURSE.zip, and a wheel.

    Both hold the assignments as released, the folders that c.Handout.folders names, such as
    chapters, and the packages that the notebooks import. The zip file has a README for students.
    """
    with loading():
        from grading.course.course import Course
        from grading.handout.install import install
        from grading.handout.make import make_handout, refuse_outdated, released
        from grading.pages.numbers import plural

    course = Course(Path.cwd())
    are_released = released(course, language or "")
    names = assignments or [name for name, is_released in are_released.items() if is_released]
    if not names:
        in_language = f" --language {language}" if language else ""
        raise CourseError("no assignment has been released; run "
                          f"'course release WEEK{in_language}' first")
    for name in track(names, "check", len(names)):
        refuse_outdated(course, name, language or "")
    done = make_handout(course, names, language or "")
    console.print(f"written: {done.archive} ({plural(done.n_files, 'file')})\n"
                  f"written: {done.wheel}", markup=False, highlight=False, soft_wrap=True)
    if not assignments and len(names) < len(are_released):
        left_out = ", ".join(sorted(are_released.keys() - set(names)))
        console.print(f"not released, so not in it: {left_out}", markup=False, soft_wrap=True)
    if done.missing:
        console.print("imported, but not installed here, so students have to install it "
                      f"themselves: {', '.join(done.missing)}", markup=False, soft_wrap=True)
    if prefix is not None:
        console.print(f"pip installs it into {prefix}, with what it needs", markup=False,
                      highlight=False, soft_wrap=True)
        install(done.wheel, prefix)
        console.print(f"installed: {done.wheel.name} into {prefix}", markup=False,
                      highlight=False, soft_wrap=True)


@app.command()
def grade(
    assignment: Assignment,
    student: Annotated[str | None, typer.Option(
        parser=_folder_name, help="Grade this student alone.")] = None,
    force: Force = False,
    workers: Workers = None,
    scheduler: Scheduler = None,
    unsafe: Unsafe = False,
) -> None:
    """Grade what was handed in under submitted/STUDENT/WEEK; results go to the gradebook.

    A run that was stopped goes on where it was; several may run at once and share the class.
    """
    from grading.sandbox.client import zygote_client
    from grading.sandbox.doctor import look_for_missing

    # Both go on while this process loads its libraries.
    if scheduler is None and not unsafe:
        zygote_client()
    missing = look_for_missing() if scheduler is None else None
    with loading():
        from grading.cli.class_table import overview
        from grading.cli.grading_progress import summary, watched
        from grading.cli.status_table import unclaimed_lines
        from grading.course.assignment import read_hidden_cases
        from grading.course.status import all_hand_ins
        from grading.dispatch.class_grader import grade_class, limits_of_submission
        from grading.dispatch.runners import cluster, local
        from grading.semester.semester import read_semester
        from grading.semester.settings import read_settings
        from grading.words import in_language

    course = _course_here(unsafe)
    students = course.students(assignment)
    if student is not None:
        if student not in students:
            raise CourseError(f"{student!r} handed in nothing for {assignment}")
        students = [student]
    read_semester(course)  # what is wrong there is told before workers are started
    if missing:
        _refuse_without_sandbox(missing(), unsafe)
        read_hidden_cases(course.folders, assignment)
    n_workers = min(workers or os.cpu_count() or 1, len(students))
    limits = limits_of_submission(course.config)
    with cluster(scheduler, limits.wall_s) if scheduler else local(
            n_workers, limits, unsafe=unsafe, by_fork=True) as runner:
        results = watched(grade_class(course, assignment, students, force, runner), len(students))
    with in_language(read_settings(course.folders.root).language):
        console.print(overview(course, assignment, results))
        console.print(summary(results), soft_wrap=True, highlight=False)
        _tell(unclaimed_lines(all_hand_ins(course).unclaimed, MAX_UNCLAIMED))
    failed = sorted((one for one in results if one.problem), key=lambda one: one.student)
    _tell(f"{result.student}: {result.problem}" for result in failed)
    _tell_undated(course, assignment, students)
    if failed:
        raise CourseError(f"{len(failed)} of {len(results)} submissions could not be graded; "
                          f"the log is .course/log/{assignment}.log")


@app.command()
def watch(
    assignments: Annotated[list[str] | None, typer.Argument(
        metavar="[WEEK]...", parser=_folder_name,
        help="Released assignments; all of them, also those released later, if none is named."
    )] = None,
    workers: Workers = None,
    unsafe: Unsafe = False,
) -> None:
    """Grade as it comes: collect from the exchange, grade, release feedback, until Ctrl-C.

    What lies under submitted/ is graded too. The table 'watch' in course.toml says what goes out:
    feedback = "full", "points" or "none" (the default), attempts_per_day, quiet_hours.

    It can be stopped at any time, and goes on where it was; 'course grade' may run beside it.
    """
    from grading.sandbox.client import zygote_client
    from grading.sandbox.doctor import look_for_missing

    if not unsafe:
        zygote_client()  # it goes on while this process loads its libraries
    missing = look_for_missing()
    with loading():
        from grading.cli.watch import watch_course

    course = _course_here(unsafe)
    _refuse_without_sandbox(missing(), unsafe)
    watch_course(course, assignments or None, workers or os.cpu_count() or 1, unsafe, console)


@app.command()
def status(assignment: Annotated[str | None, typer.Argument(
        metavar="[WEEK]", parser=_folder_name, help=(
            "An assignment, for a row for each student; all assignments, a row for each, if none "
            "is named."))] = None) -> None:
    """Show who handed in, what is graded, what waits, and what under submitted/ belongs to nobody.

    A grade is stale, and 'course grade' gives it anew, when something else was handed in or the
    assignment has changed since. Nothing is changed by looking.
    """
    with loading():
        from grading.cli.status_table import course_table, status_table, unclaimed_lines
        from grading.course.status import all_hand_ins, assignments_of, status_of
        from grading.semester.settings import read_settings
        from grading.words import in_language

    course = _course_here()
    if assignment is not None:
        course.folders.source_notebooks(assignment)
    found = all_hand_ins(course)
    with in_language(read_settings(course.folders.root).language):
        if assignment is not None:
            console.print(status_table(status_of(course, assignment, found.students)))
        else:
            names = list(assignments_of(course))
            console.print(course_table([status_of(course, name, found.students)
                                        for name in track(names, "read", len(names))]))
        for line in unclaimed_lines(found.unclaimed):
            console.print(line, markup=False, highlight=False, soft_wrap=True)


@app.command()
def feedback(assignment: Assignment, force: Force = False, workers: Workers = None,
             scheduler: Scheduler = None) -> None:
    """Write each student's feedback page, feedback/STUDENT/WEEK/*.html.

    A page is written where there is none, or where the grade, a comment, a penalty or the notebook
    has changed since; the others are left alone.
    """
    with loading():
        from grading.dispatch.runners import cluster, processes
        from grading.pages.feedback.writing import (
            graded_students,
            limits_of_pages,
            write_feedback,
        )
        from grading.pages.numbers import plural

    course = _course_here()
    n_workers = min(workers or os.cpu_count() or 1, len(graded_students(course, assignment)))
    limits = limits_of_pages(course.config)
    with cluster(scheduler, limits.wall_s) if scheduler else processes(
            n_workers, limits, by_fork=True) as runner:
        done = write_feedback(course, assignment, force, runner)
    _tell(f"{name}: {problem}" for name, problem in done.problems.items())
    left = f", {done.n_left} were as they should be" if done.n_left else ""
    console.print(f"written: {plural(done.n_written, 'page')}{left}, "
                  f"under {course.folder('feedback').resolve()}", markup=False, soft_wrap=True)
    _tell_stale(course, assignment)
    if done.problems:
        raise CourseError(f"the pages of {plural(len(done.problems), 'student')} could not be "
                          f"written; the log is .course/log/{assignment}.log")


@app.command()
def report(
    assignment: Assignment,
    csv: Annotated[bool, typer.Option("--csv", help=(
        "Write a table as well, a row for each student."))] = False,
    show: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
) -> None:
    """Write a report on the class, with what to teach again first: report/WEEK.html."""
    from grading.pages.report import write_report

    course = _course_here()
    written = write_report(course, assignment, csv)
    for path in written.paths:
        console.print(f"written: {path}", markup=False, soft_wrap=True)
    _tell(f"{name}: {problem}" for name, problem in written.problems.items())
    _tell_stale(course, assignment)
    if show:
        typer.launch(written.paths[0].as_uri())


@app.command(name="import")
def import_(
    download: Annotated[Path, typer.Argument(
        metavar="FILE.zip", help="What Canvas or Moodle gives for 'download submissions'.")],
    assignment: Annotated[str | None, typer.Argument(
        metavar="[WEEK]", parser=_folder_name,
        help="The assignment, if the names in the zip do not tell.")] = None,
) -> None:
    """Put a download of submissions from Canvas or Moodle under submitted/STUDENT/WEEK.

    Whose they are is known by the roster in course.toml, or by the gradebook. Of several attempts
    the newest counts; an older one that is there already is kept under a hidden name beside it.
    """
    from grading.lms.importing import import_submissions
    from grading.pages.numbers import plural

    done = import_submissions(_course_here(), download, assignment)
    parts = [f"{len(names)} {what}" for names, what in (
        (done.placed, "new"), (done.replaced, "in place of an older one"),
        (done.same, "there already"), (done.older, "older than what is there, left out")) if names]
    console.print(f"{done.assignment}: {', '.join(parts) or 'no submission'}", markup=False,
                  highlight=False, soft_wrap=True)
    _tell((*done.notes, *done.problems))
    if done.problems:
        raise CourseError(f"{plural(len(done.problems), 'thing')} could not be placed; mend the "
                          "roster and give the same command again")


@app.command()
def export(
    assignment: Annotated[str | None, typer.Argument(
        metavar="[WEEK]", parser=_folder_name,
        help="One assignment; all that are graded, if none is named.")] = None,
    canvas: Annotated[Path | None, typer.Option(
        metavar="TEMPLATE.csv", help="Fill the file that Canvas's gradebook exports.")] = None,
    moodle: Annotated[Path | None, typer.Option(
        metavar="TEMPLATE.csv", help="Fill Moodle's grading worksheet, or the file that its "
                                     "gradebook exports as plain text.")] = None,
    csv: Annotated[bool, typer.Option("--csv", help=(
        "Write a table of the term: students, exercises, penalties, totals."))] = False,
) -> None:
    """Write the points into export/, for Canvas, for Moodle or as a table.

    A file of Canvas or Moodle stays as it is but for the cells of the points, so that it can be
    uploaded there.
    """
    from grading.lms.export import fill_template, write_table
    from grading.pages.numbers import plural

    if (canvas is not None) + (moodle is not None) + csv != 1:
        raise CourseError("say one of --canvas TEMPLATE.csv, --moodle TEMPLATE.csv and --csv")
    course = _course_here()
    template = canvas or moodle
    if template is None:
        path, weeks = write_table(course, assignment)
        console.print(f"written: {path}", markup=False, soft_wrap=True)
        for week in weeks:
            _tell_stale(course, week)
        return
    path, filled = fill_template(course, assignment, template, "Canvas" if canvas else "Moodle")
    counts = ", ".join(f"{name}: {plural(n, 'student')}" for name, n in filled.n_filled.items())
    console.print(f"written: {path} ({counts})", markup=False, highlight=False, soft_wrap=True)
    _tell((*filled.notes, *filled.unknown))
    for week in filled.n_filled:
        _tell_stale(course, week)
    if filled.unknown:
        raise CourseError(f"{plural(len(filled.unknown), 'row')} of {template.name} could not be "
                          "given to a student; nothing was filled in there")


@app.command()
def demo(
    assignments: Annotated[list[str] | None, typer.Argument(
        metavar="[WEEK]...", parser=_folder_name,
        help="Assignments in source/; all if none is named.")] = None,
    folder: Annotated[Path, typer.Option(
        help="Where the demo's course is made; an old one there is replaced.")] = Path("demo"),
    unsafe: Unsafe = False,
) -> None:
    """Run a small course: release, a sample class, grading, feedback, a report, a table."""
    from grading.course.course import Course
    from grading.demo.run import run
    from grading.sandbox.doctor import missing

    _refuse_without_sandbox(missing(), unsafe)
    course = Course(Path.cwd())
    run(course, assignments or list(course.folders.assignments()), folder, console, unsafe)


@app.command()
def doctor() -> None:
    """Show which parts of the sandbox this system has, and what is unprotected without them."""
    from grading.sandbox.doctor import examine, report

    findings = examine()
    console.print(report(findings))
    if not all(finding.works for finding in findings):
        raise SystemExit(1)


def _course_here(unsafe: bool = False) -> "Course":
    """The course in this folder, with a gradebook that can be used."""
    from grading.course.course import Course

    course = Course(Path.cwd(), unsafe)
    course.check_gradebook()
    return course


def _tell(lines: Iterable[str]) -> None:
    """Write lines with names that others chose to the error stream, each as it is."""
    for line in lines:
        err.print(printable(line), markup=False, highlight=False, soft_wrap=True)


def _tell_stale(course: "Course", assignment: str) -> None:
    """Say how many grades on the pages are of another hand-in or definition than there is now."""
    from nbgrader.api import MissingEntry

    from answercheck import StaleReferenceError
    from grading.course.status import stale_grades
    from grading.pages.numbers import plural

    try:
        stale = stale_grades(course, assignment)
    except (CourseError, StaleReferenceError, MissingEntry) as error:
        _tell([f"whether the grades are stale is not known: {error}"])
        return
    if stale:
        why = ", ".join(f"{reason}: {count}" for reason, count in stale.items())
        _tell([f"{plural(stale.total(), 'grade is', 'grades are')} stale ({why}); "
               f"'course grade {assignment}' gives new ones"])


def _tell_undated(course: "Course", assignment: str, students: list[str]) -> None:
    from grading.hand_ins.intake import UNREADABLE_DATE
    from grading.hand_ins.timestamps import TIMESTAMP

    names = [student for student in students if (
        course.folder("submitted", student, assignment) / f"{TIMESTAMP}{UNREADABLE_DATE}").exists()]
    if names:
        _tell([f"when these handed in cannot be read from {TIMESTAMP}, so they count as on time: "
               f"{', '.join(names)}"])


def _refuse_without_sandbox(lacking: list[str], unsafe: bool) -> None:
    if lacking and not unsafe:
        raise CourseError(f"this system lacks a part of the sandbox ({', '.join(lacking)}); "
                          "'course doctor' shows more. To grade people you trust, add --unsafe")
    if lacking:
        err.print(f"[yellow]Not protected, for this system lacks it: {', '.join(lacking)}.[/]")


def main() -> None:
    """Run the command line; errors that a user can fix are reported in one line."""
    try:
        app()
    except CourseError as error:
        _fail(str(error))
    except OSError as error:
        _fail(file_problem(error))
    except Exception as error:
        # These take time to load.
        from answercheck import StaleReferenceError
        from grading.course.config_file import setting_problem
        from grading.gradebook.problems import gradebook_problem

        said = (str(error) if isinstance(error, StaleReferenceError) else
                setting_problem(error) or gradebook_problem(error))
        if not said:
            raise
        _fail(said)


def _fail(message: str) -> NoReturn:
    err.print(printable(f"course: {message}"), style="red", markup=False, soft_wrap=True)
    raise SystemExit(1)
