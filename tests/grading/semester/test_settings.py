"""Reading `course.toml` and the roster: what they mean, and one line with its place if wrong."""

from datetime import datetime, time, timedelta

import pytest

from grading.errors import CourseError
from grading.semester.people import People, Person, read_roster
from grading.semester.settings import Feedback, Penalty, Settings, Watch, read_settings

DAY_S = 86_400


@pytest.fixture
def settings(tmp_path):
    """What a `course.toml` of this text means."""
    def read(text):
        (tmp_path / "course.toml").write_text(text)
        return read_settings(tmp_path)
    return read


def test_a_course_without_the_file_has_no_settings(tmp_path):
    assert read_settings(tmp_path) == Settings()


# Vienna is two hours before Greenwich in October, one in November; the hour from two to three
# comes twice on 25 October 2026, and does not come on 29 March.
@pytest.mark.parametrize(("written", "in_utc"), [
    ("2026-10-12 23:59:00", "2026-10-12 21:59:00"), ("2026-11-12T23:59:00", "2026-11-12 22:59:00"),
    ("2026-10-12", "2026-10-12 21:59:59"), ('"2026-10-12 23:59"', "2026-10-12 21:59:00"),
    ('"2026-10-12"', "2026-10-12 21:59:59"), ("2026-10-12T23:59:00Z", "2026-10-12 23:59:00"),
    ("2026-10-12T23:59:00-05:00", "2026-10-13 04:59:00"),
    ("2026-10-25 02:30:00", "2026-10-25 01:30:00")])
def test_a_date_is_of_the_courses_time_zone_unless_it_names_one(settings, written, in_utc):
    found = settings(f'time_zone = "Europe/Vienna"\n[due]\nps1 = {written}\n')
    assert found.due == {"ps1": datetime.fromisoformat(in_utc)}


def test_without_a_time_zone_dates_are_utc_as_for_nbgrader(settings):
    assert settings("due.ps1 = 2026-10-12 23:59:00").due == {"ps1": datetime(2026, 10, 12, 23, 59)}


def test_an_extension_is_a_number_of_days_or_another_date(settings):
    found = settings("[extensions.ps1]\nada = 1.5\nbela = 2026-10-19\n")
    assert found.extensions == {"ps1": {"ada": timedelta(hours=36),
                                        "bela": datetime(2026, 10, 19, 23, 59, 59)}}


def test_what_is_released_as_it_comes_is_nothing_unless_the_file_says_so(settings):
    assert settings("").watch == Watch(Feedback.NONE, 5, None)
    found = settings('[watch]\nfeedback = "points"\nattempts_per_day = 3\n'
                     'quiet_hours = ["23:00", "06:30"]\n')
    assert found.watch == Watch(Feedback.POINTS, 3, (time(23), time(6, 30)))
    assert settings("watch.quiet_hours = [23:00:00, 06:30:00]").watch.quiet_hours == (
        time(23), time(6, 30))


@pytest.mark.parametrize(("text", "line", "allowed"), [
    ("[watch]\nfeedback = true", 2, '"full", "points", "none"'),
    ("[watch]\n\nfeedback = 'all'", 3, '"full", "points", "none"'),
    ("[watch]\nattempts_per_day = 0", 2, "from 1 to 1000"),
    ("[watch]\nattempts_per_day = 2.5", 2, "from 1 to 1000"),
    ("[watch]\nattempts_per_day = true", 2, "from 1 to 1000"),
    ("[watch]\nquiet_hours = ['23:00']", 2, '["23:00", "06:00"]'),
    ("[watch]\nquiet_hours = '23:00-06:00'", 2, '["23:00", "06:00"]'),
    ("[watch]\nquiet_hours = 23", 2, '["23:00", "06:00"]'),
    ("[watch]\nquiet_hours = ['24:10', '06:00']", 2, '["23:00", "06:00"]'),
    ("[watch]\nquiet_hours = ['23:00', '23:00']", 2, "two different times"),
    ("[watch]\nquiet_hours = ['23:00Z', '06:00Z']", 2, "without a time zone"),
    ("[watch]\nattempts = 3", 2, "feedback, attempts_per_day, quiet_hours"),
    ("watch = 'full'", 1, "[watch]"),
    ("duedates = 1", 1, "due, extensions, penalty"),
    ("time_zone = 'Europe/Wien'", 1, "Europe/Vienna"),
    ("time_zone = 2", 1, "text in quotes"),
    ("[due]\n\nps1 = 'soon'", 3, "2026-10-12 23:59:00"),
    ("[due]\nps0 = 2026-10-12\nps1 = 5", 3, "2026-10-12 23:59:00"),
    ("[due]\nps1 = 2026-13-12", 2, "seconds"),
    ("[due]\nps1 = 2026-10-12 23:59", 2, "seconds"),
    ("due = 2026-10-12", 1, "[due]"),
    ("time_zone = 'Europe/Vienna'\n[due]\nps1 = 2026-03-29 02:30:00", 3, "put forward"),
    ("[extensions.ps1]\nada = -1", 2, "from 0 to"),
    ("[extensions.ps1]\nada = nan", 2, "from 0 to"),
    ("[extensions.ps1]\nada = true", 2, "from 0 to"),
    ("[extensions]\nps1 = 3", 2, "[extensions.ps1]"),
    ("[extensions.ps1]\nbela = 2\n[extensions.ps2]\nbela = 'x'", 4, "no date"),
    ("[penalty]\nper_day = 10", 2, "per_day_percent, zero_after_days"),
    ("[penalty]\nper_day_percent = 120", 2, "from 0 to 100"),
    ("[penalty]", 1, 'penalty = "none"'),
    ("penalty = 'some'", 1, "[penalty]"),
    ("roster = 'people.csv'", 1, "people.csv"),
    ("[lms_names]\nps1 = 7", 2, "text in quotes"),
    ("[due]\nps1 = 0001-01-01T00:00:00+02:00", 2, "no date"),
    ("time_zone = 'UTC'\ntime_zone = 'UTC'", 2, "")])
def test_what_is_wrong_is_told_with_its_line_and_what_is_allowed(settings, text, line, allowed):
    with pytest.raises(CourseError) as error:
        settings(text)
    assert f"line {line}" in str(error.value)
    assert allowed in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(("penalty", "late_s", "left"), [
    (Penalty(), 100 * DAY_S, 50), (Penalty(10), 0, 50), (Penalty(10), 1, 45),
    (Penalty(10), DAY_S, 45), (Penalty(10), DAY_S + 1, 40), (Penalty(10), 300 * DAY_S, 0),
    (Penalty(zero_after_days=2), 2 * DAY_S, 50), (Penalty(zero_after_days=2), 2 * DAY_S + 1, 0),
    (Penalty(zero_after_days=0), 1, 0),
    (Penalty(10, 2), DAY_S, 45), (Penalty(10, 2), 3 * DAY_S, 0)])
def test_a_penalty_is_of_each_day_begun_and_never_more_than_the_points(penalty, late_s, left):
    assert 50 - penalty.of(50, late_s) == pytest.approx(left)


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_roster_is_read_as_spreadsheets_write_it(tmp_path, delimiter):
    text = "id,last_name,first_name,canvas_id\nada,\"Lovelace\",Ada,101\n\nbela,Bartók,Béla,\n"
    path = tmp_path / "roster.csv"
    path.write_text("\ufeff" + text.replace(",", delimiter), newline="\r\n")
    assert read_roster(path) == [Person("ada", "Ada", "Lovelace", canvas_id="101"),
                                 Person("bela", "Béla", "Bartók")]


@pytest.mark.parametrize(("text", "line", "problem"), [
    ("id,name\nada,Ada", 1, "first_name"), ("first_name\nAda", 1, "id is missing"),
    ("id,email\nada", 2, "1 cells"), ("id,email\nada,a@b\nbela,A@B", 3, "line 2"),
    ("id\nada\nbela\nada", 4, "line 2"), ("id,email\n,a@b", 2, "id is missing"),
    ("id\n../ada", 2, "folder"), ("id\n.ada", 2, "folder"), ("id\na<b", 2, "folder"),
    ("id,id\na,a", 1, "twice"), ('id\n"ada', 2, "")])
def test_a_wrong_row_of_a_roster_is_told_with_its_line(tmp_path, text, line, problem):
    path = tmp_path / "roster.csv"
    path.write_text(text)
    with pytest.raises(CourseError) as error:
        read_roster(path)
    assert f"roster.csv, line {line}" in str(error.value)
    assert problem in str(error.value)


def test_a_roster_that_is_not_in_utf_8_or_empty_is_told(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes("id,first_name\nbela,Béla".encode("latin-1"))
    with pytest.raises(CourseError, match="UTF-8"):
        read_roster(path)
    path.write_text("")
    with pytest.raises(CourseError, match="empty"):
        read_roster(path)


PEOPLE = People([Person("ada", "Ada", "Lovelace", "ada@x.org", canvas_id="101"),
                 Person("101", "Bela", "Bartók"), Person("sean", "Seán", "O'Neil"),
                 Person("tom1", "Tom", "Smith"), Person("tom2", "Tom", "Smith")])


@pytest.mark.parametrize(("clues", "name", "found"), [
    ([("canvas_id", "101")], "Bela Bartók", ["ada"]), ([("id", "101")], "", ["101"]),
    ([("email", "ADA@x.org")], "", ["ada"]), ([("canvas_id", "7")], "bartókbela", ["101"]),
    ([], "ONEIL SEÁN", ["sean"]), ([], "Tom Smith", ["tom1", "tom2"]),
    ([], "Tom", []), ([], "", [])])
def test_somebody_is_found_by_an_id_or_a_name_in_any_spelling(clues, name, found):
    assert [one.id for one in PEOPLE.find(clues, name)] == found


def test_the_nearest_name_is_proposed():
    assert PEOPLE.nearest("Ada Lovelance") == "ada (Ada Lovelace)"
    assert PEOPLE.nearest("qqqq") == ""
