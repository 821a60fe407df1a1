"""Of a class's feedback pages those are written that do not say what they should, and no others."""

from datetime import timedelta

import pytest
from nbgrader.api import Gradebook

from grading.cli.main import main
from grading.pages.feedback.writing import write_feedback
from tests.grading.pages.report.classes import DUE, EXERCISES, WEEK, Planted, plant

CLASS = ("ada", "bela", "chen")
CHECK = f"{EXERCISES[0]}-check"


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A graded class whose pages are all written."""
    course = plant(tmp_path_factory.mktemp("class"), {
        name: Planted(written=5.0, late_h=1, penalty=2.0) for name in CLASS})
    done = write_feedback(course, WEEK)
    assert (done.n_written, done.n_left, done.problems) == (len(CLASS), 0, {})
    return course


def pages(course):
    """The pages, and when each was written."""
    found = {name: course.folder("feedback", name, WEEK) / "derivatives.html" for name in CLASS}
    return {name: (path.read_text(), path.stat().st_mtime_ns) for name, path in found.items()}


def in_gradebook(change):
    """A change of the first student's grades."""
    def changed(course):
        with Gradebook(course.directory.db_url) as book:
            change(book)
            book.db.commit()
    return changed


def grade_by_hand(book):
    book.find_grade(CHECK, "derivatives", WEEK, "ada").manual_score = 1.25


def comment(book):
    book.find_comment(EXERCISES[0], "derivatives", WEEK, "ada").manual_comment = "Well tried!"


def penalty(book):
    book.find_submission_notebook("derivatives", WEEK, "ada").late_submission_penalty = 7.75


def extension(book):
    book.find_submission(WEEK, "ada").extension = timedelta(minutes=-30)


def grade_another_hand_in(course):
    path = course.folder("autograded", "ada", WEEK) / "derivatives.ipynb"
    path.write_text(path.read_text().replace("YOUR CODE HERE", "MY OWN CODE", 1))


def lose_the_page(course):
    (course.folder("feedback", "ada", WEEK) / "derivatives.html").unlink()


def empty_the_page(course):
    (course.folder("feedback", "ada", WEEK) / "derivatives.html").write_text("<p>an older one</p>")


@pytest.mark.parametrize(("change", "said"), [
    (in_gradebook(grade_by_hand), "<b>1.25</b>"), (in_gradebook(comment), "Well tried!"),
    (in_gradebook(penalty), "−7.75"), (in_gradebook(extension), "late by 1.5 h"),
    (grade_another_hand_in, "MY OWN CODE"), (lose_the_page, ""), (empty_the_page, "")])
def test_a_page_that_is_outdated_is_written_and_the_others_are_left_alone(course, change, said):
    before = pages(course)
    change(course)
    done = write_feedback(course, WEEK)
    assert (done.n_written, done.n_left, done.problems) == (1, 2, {})
    after = pages(course)
    assert said in after["ada"][0]
    assert said == "" or said not in before["ada"][0]
    assert {name: after[name] for name in ("bela", "chen")} == {
        name: before[name] for name in ("bela", "chen")}
    assert write_feedback(course, WEEK).n_written == 0


def test_the_command_counts_what_it_wrote(course, monkeypatch, capsys):
    monkeypatch.chdir(course.directory.root)
    lose_the_page(course)
    for said in ("written: 1 page, 2 were as they should be", "written: 0 pages, 3 were as"):
        monkeypatch.setattr("sys.argv", ["course", "feedback", WEEK])
        with pytest.raises(SystemExit) as end:
            main()
        assert not end.value.code
        assert said in capsys.readouterr().out


@pytest.mark.slow
def test_points_given_for_an_earlier_hand_in_are_shown_and_not_called_missing(tmp_path):
    course = plant(tmp_path, {"ada": Planted()}, duedate=DUE)
    with Gradebook(course.directory.db_url) as book:
        for grade in book.find_submission(WEEK, "ada").notebooks[0].grades:
            grade.manual_score, grade.needs_manual_grade = grade.max_score, True
        book.db.commit()
    assert write_feedback(course, WEEK).problems == {}
    page = (course.folder("feedback", "ada", WEEK) / "derivatives.html").read_text()
    assert "points given by hand, to be confirmed" in page
    assert "not graded yet" not in page


@pytest.mark.slow
def test_who_has_no_grade_any_more_is_told_and_the_others_have_their_pages(tmp_path):
    course = plant(tmp_path, {"ada": Planted(), "bela": Planted()})
    with Gradebook(course.directory.db_url) as book:
        book.remove_student("ada")
    done = write_feedback(course, WEEK)
    assert done.n_written == 1
    assert list(done.problems) == ["ada"]
    assert f"course grade {WEEK}" in done.problems["ada"]
