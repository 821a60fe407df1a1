"""Collecting from nbgrader's exchange, into which everybody may write."""

import os
import pwd
import shutil

import pytest

from grading.course.course import Course
from grading.errors import CourseError
from grading.watch.exchange import Exchange
from tests.grading.watch.exchange import RIGHT, WRONG, CourseWithExchange

WHEN = "2026-10-12 10:00:00.000000 UTC"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A course in whose exchange ana has submitted."""
    course = CourseWithExchange(tmp_path_factory.mktemp("course"))
    course.student("ana").submit(RIGHT)
    return course


@pytest.fixture
def course(made):
    """The same, with nothing collected yet and nobody else's submissions."""
    there = {path.name for path in made.inbound.iterdir()}
    yield made
    shutil.rmtree(made.folder / "submitted", ignore_errors=True)
    for name in {path.name for path in made.inbound.iterdir()} - there:
        path = made.inbound / name
        path.unlink() if path.is_symlink() or path.is_file() else shutil.rmtree(path)


def exchange(course):
    return Exchange(Course(course.folder))


def put(course, name, complete=True):
    """A folder in the exchange, as `nbgrader submit` leaves it."""
    place = course.inbound / name
    place.mkdir()
    (place / "one.ipynb").write_text("{}")
    if complete:
        (place / "timestamp.txt").write_text(WHEN)
        (place / "submission_secret.txt").write_text("0" * 128)
        place.chmod(0o777)
    return place


def test_what_was_submitted_is_collected_once(course):
    one = exchange(course)
    record, = one.new_records(["ps1"])
    assert (record.assignment, record.student, record.problem) == ("ps1", "ana", "")
    assert one.collect("ps1", "ana")
    assert not one.collect("ps1", "ana")
    assert list(one.new_records(["ps1"])) == []
    folder = course.folder / "submitted" / "ana"
    assert [path.name for path in folder.iterdir()] == ["ps1"]
    assert "return x / 2" in (folder / "ps1" / "one.ipynb").read_text()


def test_of_several_the_newest_is_collected_and_replaces_an_older_one(course):
    one = exchange(course)
    one.collect("ps1", "ana")
    for code in (RIGHT, WRONG):
        course.student("ana").submit(code)
    assert one.collect("ps1", "ana")
    assert "x // 1" in (course.folder / "submitted" / "ana" / "ps1" / "one.ipynb").read_text()


def test_a_submission_that_is_being_copied_is_left_until_it_is_whole(course):
    one = exchange(course)
    place = put(course, f"bela+ps1+{WHEN}+x", complete=False)
    assert {record.student for record in one.new_records(["ps1"])} == {"ana"}
    assert not one.collect("ps1", "bela")
    shutil.rmtree(place)
    put(course, f"bela+ps1+{WHEN}+x")
    assert [record.student for record in one.new_records(["ps1"])] == ["bela"]
    assert one.collect("ps1", "bela")


def link(course):
    secret = course.place / "secret"
    secret.write_text("what students may not read")
    (put(course, f"bela+ps1+{WHEN}+x") / "data.txt").symlink_to(secret)


def linked_folder(course):
    put(course, f"other+ps1+{WHEN}+x")
    (course.inbound / f"bela+ps1+{WHEN}+y").symlink_to(course.inbound / f"other+ps1+{WHEN}+x")


def pipe(course):
    os.mkfifo(put(course, f"bela+ps1+{WHEN}+x") / "data.txt")


def of_another_user(course):
    user = next(one.pw_name for one in pwd.getpwall() if one.pw_uid != os.getuid())
    put(course, f"{user}+ps1+{WHEN}+x")


def above(course):
    put(course, f"..+ps1+{WHEN}+x")


def markup(course):
    put(course, f"<b>+ps1+{WHEN}+x")


@pytest.mark.parametrize("unsound", [link, linked_folder, pipe, of_another_user, above, markup])
def test_what_is_not_sound_is_told_and_not_collected(course, unsound):
    unsound(course)
    one = exchange(course)
    problems = {record.student: record.problem for record in one.new_records(["ps1"])}
    assert problems.pop("ana") == ""
    problems.pop("other", None)
    (student, problem), = problems.items()
    assert problem
    assert not one.collect("ps1", student)
    assert one.collect("ps1", "ana")
    assert {path.name for path in (course.folder / "submitted").iterdir()} == {"ana"}
    assert not (course.folder / "ps1").exists()


def test_a_record_that_is_no_submission_costs_its_student_nothing(course):
    for name in ("ana+ps1+soon", "ana+ps1+", "ana+ps1", f"ana+ps1+{WHEN}+x+y+z"):
        put(course, name)
    one = exchange(course)
    assert {record.student for record in one.new_records(["ps1"])} >= {"ana"}
    assert one.collect("ps1", "ana")
    assert "return x / 2" in (
        course.folder / "submitted" / "ana" / "ps1" / "one.ipynb").read_text()


def put_away(inbound):
    inbound.rename(inbound.with_name("away"))


def covered_by_a_file(inbound):
    put_away(inbound)
    inbound.touch()


@pytest.mark.parametrize("lose", [put_away, covered_by_a_file])
def test_an_exchange_that_is_gone_for_a_moment_is_an_error_then_and_nothing_is_missed(course, lose):
    one = exchange(course)
    lose(course.inbound)
    try:
        with pytest.raises(OSError, match="inbound"):
            list(one.new_records(["ps1"]))
    finally:
        course.inbound.unlink(missing_ok=True)
        course.inbound.with_name("away").rename(course.inbound)
    assert [record.student for record in one.new_records(["ps1"])] == ["ana"]
    assert list(one.new_records(["ps1"])) == []


def test_what_was_gone_with_a_share_that_was_not_mounted_comes_again(course):
    one = exchange(course)
    assert [record.student for record in one.new_records(["ps1"])] == ["ana"]
    put_away(course.inbound)
    course.inbound.mkdir()
    assert list(one.new_records(["ps1"])) == []
    course.inbound.rmdir()
    course.inbound.with_name("away").rename(course.inbound)
    assert [record.student for record in one.new_records(["ps1"])] == ["ana"]


def test_a_name_that_is_a_pattern_means_one_student_alone(course):
    put(course, f"[an]a+ps1+{WHEN}+x")
    assert exchange(course).collect("ps1", "[an]a")
    assert {path.name for path in (course.folder / "submitted").iterdir()} == {"[an]a"}


def test_another_exchange_than_nbgraders_own_is_refused_in_one_line(made, tmp_path):
    shutil.copytree(made.folder, tmp_path / "course")
    with (tmp_path / "course" / "nbgrader_config.py").open("a") as config:
        config.write("\nc.ExchangeFactory.collect = 'nbgrader.exchange.abc.ExchangeCollect'\n")
    with pytest.raises(CourseError, match=r"ExchangeFactory\.collect"):
        Exchange(Course(tmp_path / "course"))
