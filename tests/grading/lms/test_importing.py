"""`course import`: downloads of Canvas and Moodle come under submitted/, whole or not at all.

The zips are made here with the names that these systems give: Canvas as in `lib/content_zipper.rb`
of github.com/instructure/canvas-lms, Moodle as in `mod/assign/classes/downloader.php` (and before
4.1 in `mod/assign/locallib.php`) of github.com/moodle/moodle.
"""

import os
import zipfile
from datetime import UTC, datetime

import pytest

from tests.grading.command import course
from tests.grading.lms.classes import made_course

__all__ = ["course"]

NOTEBOOK = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
MORNING, EVENING = (2026, 10, 12, 9, 0, 0), (2026, 10, 12, 21, 30, 10)
DATES = 'time_zone = "Europe/Vienna"\nroster = "roster.csv"\n[due]\nps1 = 2026-10-12 20:00:00\n'


@pytest.fixture
def folder(tmp_path):
    root = made_course(tmp_path / "course")
    (root / "course.toml").write_text(DATES)
    return root


def zipped(folder, *files):
    """A zip of (name, date) or (name, date, content), downloaded in another month."""
    path = folder / "download.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, date, *content in files:
            member = zipfile.ZipInfo(name, date)
            member.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(member, content[0] if content else NOTEBOOK)
    os.utime(path, (1_800_000_000, 1_800_000_000))
    return path


def submitted(folder):
    """All files under submitted/, by path."""
    top = folder / "submitted"
    return {str(path.relative_to(top)): path.read_bytes() for path in top.rglob("*")
            if path.is_file()}


def stamps(folder):
    return {name.partition("/")[0]: content.decode().strip()
            for name, content in submitted(folder).items() if name.endswith("/timestamp.txt")}


def test_canvas_names_late_marks_and_attempts_are_understood(course, folder):
    path = zipped(folder, ("lovelaceada_101_9001_one.ipynb", MORNING, b"first"),
                  ("lovelaceada_LATE_101_9005_one-1.ipynb", EVENING, b"second"),
                  ("lovelaceada_LATE_101_9006_my_data-1.csv", EVENING, b"1,2"),
                  ("bartókbéla_102_9003_one-2.ipynb", MORNING, b"third"),
                  ("oneilseán_777_9004_Homework.ipynb", EVENING))
    done = course(folder, "import", path)
    assert done.returncode == 0, done.stderr
    assert "ps1: 3 new" in done.stdout
    assert submitted(folder) == {
        "ada/ps1/one.ipynb": b"second", "ada/ps1/my_data-1.csv": b"1,2",
        "ada/ps1/timestamp.txt": b"2026-10-12 19:30:10 UTC\n",
        "bela/ps1/one.ipynb": b"third", "bela/ps1/timestamp.txt": b"2026-10-12 07:00:00 UTC\n",
        "sean/ps1/Homework.ipynb": NOTEBOOK,
        "sean/ps1/timestamp.txt": b"2026-10-12 19:30:10 UTC\n"}
    assert "late, as Canvas marks it: ada" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("between", ["_assignsubmission_file_/", "_assignsubmission_file/",
                                     "_assignsubmission_file_"])
def test_moodle_names_are_understood_with_folders_and_without(course, folder, between):
    path = zipped(folder, (f"Ada Lovelace_5001{between}one.ipynb", MORNING),
                  (f"Seán ONeil_5002{between}one.ipynb", EVENING),
                  (f"Maar Dora_5003{between}two_parts_1.ipynb", MORNING))
    done = course(folder, "import", path, "ps1")
    assert done.returncode == 0, done.stderr
    assert set(submitted(folder)) == {
        f"{name}/ps1/{file}" for name, notebook in (
            ("ada", "one.ipynb"), ("sean", "one.ipynb"), ("dora", "two_parts_1.ipynb"))
        for file in (notebook, "timestamp.txt")}
    assert stamps(folder)["sean"] == "2026-10-12 19:30:10 UTC"


@pytest.mark.slow
def test_folders_inside_a_submission_stay(course, folder):
    path = zipped(folder, ("Ada Lovelace_5_assignsubmission_file_/data/a.csv", MORNING, b"1"),
                  ("Ada Lovelace_5_assignsubmission_file_/work.zip", MORNING, b"PK"),
                  ("__MACOSX/Ada Lovelace_5_assignsubmission_file_/._one.ipynb", MORNING))
    assert course(folder, "import", path).returncode == 0
    assert {"ada/ps1/data/a.csv", "ada/ps1/work.zip"} < set(submitted(folder))
    assert len(submitted(folder)) == 3


def test_who_is_not_known_is_told_with_the_nearest_and_the_others_are_placed(course, folder):
    path = zipped(folder, ("lovelanceada_999_1_one.ipynb", MORNING),
                  ("bartókbéla_102_2_one.ipynb", MORNING), ("anon_x7f_3_one.ipynb", MORNING),
                  ("maardora_105_text.html", MORNING))
    done = course(folder, "import", path)
    assert done.returncode == 1
    assert ("'lovelanceada' (Canvas's 999) is nobody in the roster or the gradebook; the nearest "
            "is ada (Ada Lovelace)") in done.stderr
    assert "anon_x7f_3_one.ipynb: it is no file that was handed in" in done.stderr
    assert "maardora_105_text.html: it is no file" in done.stderr
    assert {name.partition("/")[0] for name in submitted(folder)} == {"bela"}


@pytest.mark.slow
def test_two_of_one_name_are_left_out_until_the_roster_tells_them_apart(course, folder):
    path = zipped(folder, ("Ada Lovelace_5_assignsubmission_file_/one.ipynb", MORNING),
                  ("Ada Lovelace_6_assignsubmission_file_/one.ipynb", MORNING))
    done = course(folder, "import", path)
    assert done.returncode == 1
    assert "ada is left out" in done.stderr
    assert submitted(folder) == {}
    roster = (folder / "roster.csv").read_text()
    (folder / "roster.csv").write_text(f"{roster}ada2,Ada,Lovelace,,,,6\n".replace(
        "A,101,", "A,101,5"))
    assert course(folder, "import", path).returncode == 0
    assert set(stamps(folder)) == {"ada", "ada2"}


@pytest.mark.slow
def test_again_and_a_newer_and_an_older_download(course, folder):
    first = ("lovelaceada_101_1_one.ipynb", MORNING, b"first")
    second = ("lovelaceada_101_2_one-1.ipynb", EVENING, b"second")
    assert "1 new" in course(folder, "import", zipped(folder, first)).stdout
    assert "1 there already" in course(folder, "import", zipped(folder, first)).stdout
    assert "1 in place of an older" in course(folder, "import", zipped(folder, second)).stdout
    kept = submitted(folder)
    assert kept["ada/ps1/one.ipynb"] == b"second"
    assert kept["ada/.ps1.before-import/one.ipynb"] == b"first"
    assert "1 older than what is there" in course(folder, "import", zipped(folder, first)).stdout
    assert submitted(folder) == kept
    assert "belongs to nobody" not in course(folder, "status", "ps1").stdout


@pytest.mark.slow
@pytest.mark.parametrize("dates", [[MORNING] * 3, [(1980, 1, 1, 0, 0, 0)] * 3])
def test_dates_of_the_download_make_nobody_late_but_canvas_marks_do(course, folder, dates):
    path = zipped(folder, *((name, date) for name, date in zip((
        "lovelaceada_101_1_one.ipynb", "bartókbéla_LATE_102_2_one.ipynb",
        "maardora_105_3_one.ipynb"), dates, strict=True)))
    done = course(folder, "import", path)
    assert "does not tell when each was handed in" in done.stderr
    assert stamps(folder) == {"bela": "2026-10-12 18:00:01 UTC"}  # just after the due date


@pytest.mark.slow
def test_a_date_that_a_student_hands_in_is_not_taken_for_the_real_one(course, folder):
    path = zipped(folder, ("Ada Lovelace_5_assignsubmission_file_/one.ipynb", EVENING),
                  ("Ada Lovelace_5_assignsubmission_file_/timestamp.txt", EVENING, b"2020-01-01"))
    assert course(folder, "import", path).returncode == 0
    assert stamps(folder) == {"ada": "2026-10-12 19:30:10 UTC"}


def refused(done, folder):
    """The error, which is one line; nothing was changed."""
    assert done.returncode == 1
    assert submitted(folder) == {}
    assert not list((folder / "submitted").glob(".*")) if (folder / "submitted").exists() else True
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1
    return lines[0]


def test_what_is_no_zip_of_theirs_is_one_line(course, folder):
    wrong = folder / "wrong.zip"
    wrong.write_bytes(b"no zip")
    assert "no zip file" in refused(course(folder, "import", wrong), folder)
    assert "cannot be read" in refused(course(folder, "import", folder / "none.zip"), folder)
    path = zipped(folder, ("ada/one.ipynb", MORNING))
    assert "Canvas or Moodle" in refused(course(folder, "import", path), folder)
    path = zipped(folder, ("lovelaceada_101_1_one.ipynb", MORNING))
    assert "there is no assignment 'ps7'" in refused(course(folder, "import", path, "ps7"), folder)


def test_a_damaged_member_leaves_nothing_behind(course, folder):
    path = zipped(folder, ("bartókbéla_102_1_one.ipynb", MORNING),
                  ("lovelaceada_101_2_one.ipynb", MORNING, os.urandom(5000)))
    content = bytearray(path.read_bytes())
    place = content.index(b"lovelaceada") + 1000
    content[place] ^= 0xff
    path.write_bytes(content)
    said = refused(course(folder, "import", path), folder)
    assert "damaged at lovelaceada_101_2_one.ipynb" in said


@pytest.mark.slow
@pytest.mark.parametrize("name", ["../../../bela/ps1/one.ipynb", "/etc/cron.d/x", "a\\..\\b",
                                  "/".join(["d"] * 40), "x" * 300])
def test_a_name_that_leads_elsewhere_costs_that_submission_alone(course, folder, name):
    path = zipped(folder, (f"Ada Lovelace_5_assignsubmission_file_/{name}", MORNING),
                  ("Dora Maar_6_assignsubmission_file_/one.ipynb", MORNING))
    done = course(folder, "import", path)
    assert done.returncode == 1
    assert "ada is left out" in done.stderr
    assert set(stamps(folder)) == {"dora"}


def test_the_week_is_known_by_the_notebooks(course, folder):
    for week, notebook in (("week2_slopes", "slopes"), ("ps3", "one")):
        source = folder / "source" / week
        source.mkdir()
        (source / f"{notebook}.ipynb").write_text((folder / "source/ps1/one.ipynb").read_text())
    path = zipped(folder, ("lovelaceada_101_1_Slopes-3.ipynb", MORNING))
    assert "week2_slopes: 1 new" in course(folder, "import", path).stdout
    path = zipped(folder, ("lovelaceada_101_1_one.ipynb", MORNING))
    done = course(folder, "import", path)
    assert "course import download.zip WEEK" in done.stderr
    assert done.returncode == 1


@pytest.mark.slow
def test_files_have_the_times_of_the_zip(course, folder):
    course(folder, "import", zipped(folder, ("lovelaceada_101_1_one.ipynb", EVENING)))
    time = (folder / "submitted/ada/ps1/one.ipynb").stat().st_mtime
    assert datetime.fromtimestamp(time, UTC) == datetime(2026, 10, 12, 19, 30, 10, tzinfo=UTC)
