"""What is wrong with a course's nbgrader_config.py is told in one line, by every command."""

import pytest
from traitlets import Int, TraitError
from traitlets.config import Config, Configurable

from grading.course.config_file import read_config, setting_problem
from grading.errors import CourseError
from grading.references.exercises import assignments
from tests.course.classroom import temporary_course
from tests.grading.command import course, reported
from tests.this_course import FOLDERS

__all__ = ["course"]  # the fixture
WEEK = assignments(FOLDERS)[0]


@pytest.mark.parametrize(("line", "said"), [
    ("x = = 1", "nbgrader_config.py, line 3: SyntaxError: invalid syntax"),
    ("import nosuch", "nbgrader_config.py, line 3: ModuleNotFoundError: No module named"),
    ("c.CourseDirectory.root = root", "nbgrader_config.py, line 3: NameError: name 'root'"),
    ("open('nosuch')", "nbgrader_config.py, line 3: FileNotFoundError"),
    ("c.ExecuteSubmission.notebook_timeout = 3",
     "c.ExecuteSubmission.notebook_timeout is no setting; did you mean notebook_timeout_s?"),
    ("c.Handout.zzz = 3", "c.Handout.zzz is no setting; there are address, "),
    ("c.FeedbackExporter.time_out = 3", "did you mean timeout?"),
    ("c.ExecuteSubmision.timeout = 3", "did you mean c.ExecuteSubmission?"),
    ("c.Handouts.folders = []", "did you mean c.Handout?")])
def test_a_line_that_cannot_be_meant_is_refused(tmp_path, line, said):
    (tmp_path / "nbgrader_config.py").write_text(f"c = get_config()\n# ours\n{line}\n")
    with pytest.raises(CourseError) as refused:
        read_config(tmp_path)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("line", [
    "c.ExecuteSubmission.timeout = 3", "c.ExecuteSubmission.extra_arguments = []",
    "c.Exchange.root = '/srv'", "c.ExecutePreprocessor.timeout = 3", "c.MyPlugin.anything = 1"])
def test_what_may_be_meant_is_read(tmp_path, line):
    (tmp_path / "nbgrader_config.py").write_text(f"c = get_config()\n{line}\n")
    section, name = line.split(" ")[0].split(".")[1:]
    assert name in read_config(tmp_path)[section]


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Write an nbgrader_config.py into one of Jupyter's folders."""
    def write(folder, *lines):
        monkeypatch.setenv("JUPYTER_CONFIG_PATH", f"{tmp_path}/role:{tmp_path}/everybody")
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "nbgrader_config.py").write_text(
            "\n".join(["c = get_config()", *lines]))
    return write


def test_where_the_exchange_is_is_read_from_jupyters_folders_as_nbgrader_does(tmp_path, machine):
    machine("everybody", "c.Exchange.root = '/srv/all'", "c.Exchange.timezone = 'CET'",
            "c.CourseDirectory.course_id = 'theirs'", "c.ExchangeCollect.check_owner = False")
    machine("role", "c.Exchange.root = '/srv/mine'", "c.CourseDirectory.root = '/elsewhere'")
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    config = read_config(tmp_path)
    assert config == {"Exchange": {"root": "/srv/mine", "timezone": "CET"},
                      "ExchangeCollect": {"check_owner": False},
                      "CourseDirectory": {"course_id": "theirs"}}


def test_the_courses_own_file_goes_before_those_in_jupyters_folders(tmp_path, machine):
    machine("role", "c.Exchange.root = '/srv'", "c.CourseDirectory.course_id = 'theirs'")
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.Exchange.root = '/own'\nc.CourseDirectory.course_id = 'own'\n")
    config = read_config(tmp_path)
    assert (config.Exchange.root, config.CourseDirectory.course_id) == ("/own", "own")


def test_a_wrong_file_in_one_of_jupyters_folders_is_told_by_its_path(tmp_path, machine):
    machine("role", "1 / 0")
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    with pytest.raises(CourseError, match=r"role/nbgrader_config\.py, line 2: ZeroDivisionError"):
        read_config(tmp_path)


@pytest.mark.parametrize(("line", "command", "said"), [
    ("c.CourseDirectory.root = 3", "status", "'root' trait of a CourseDirectory"),
    ("c.ExecuteSubmission.timeout = 'long'", "grade", "expected an int, not the str 'long'"),
    ("c.ExecuteSubmission.limits = {'memory': 3}", "grade",
     "c.ExecuteSubmission.limits: there is no memory; there are cpu_s, memory_mb"),
    ("c.LimitOutput.max_lines = 'x'", "grade", "'max_lines' trait of a LimitOutput"),
    ("c.Handout.folders = 3", "handout", "'folders' trait of a Handout")])
def test_a_setting_of_a_wrong_kind_is_named_with_what_is_allowed(
        course, tmp_path, line, command, said):
    folder = temporary_course(tmp_path, WEEK)
    assert course(folder, "release", WEEK).returncode == 0
    (folder / "submitted" / "ana" / WEEK).mkdir(parents=True)
    with (folder / "nbgrader_config.py").open("a") as file:
        file.write(line + "\n")
    told = reported(course(folder, command, WEEK))
    assert "course: nbgrader_config.py: " in told
    assert said in told


class Traits(Configurable):
    number = Int().tag(config=True)


def test_only_what_was_set_by_a_configuration_is_blamed_on_it():
    with pytest.raises(TraitError) as by_config:
        Traits(config=Config({"Traits": {"number": "x"}}))
    with pytest.raises(TraitError) as by_code:
        Traits(config=Config({"Traits": {"number": 1}})).number = "x"
    assert setting_problem(by_config.value).startswith("nbgrader_config.py: The 'number' trait")
    assert setting_problem(by_code.value) == ""
    assert setting_problem(ValueError("number")) == ""
