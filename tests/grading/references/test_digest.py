"""A digest changes with whatever an exercise's references are made from, and with nothing else."""

import shutil

import pytest

from grading.course.folders import CourseFolders
from grading.references import exercises as reading
from grading.references.digest import made_from, own_modules
from grading.references.exercises import exercises
from tests.this_course import COURSE, FOLDERS

WEEK = "week1_derivatives"


@pytest.fixture
def root(tmp_path):
    """A copy of the course's sources, to be changed."""
    for folder in ("exercises", "helpers"):
        shutil.copytree(COURSE / folder, tmp_path / folder)
    return tmp_path


def digests(root):
    """The digests of week 1's exercises, in a course whose files are read anew."""
    reading.exercises.cache_clear()
    folders = CourseFolders(root, str(FOLDERS.source))
    return {one.name: made_from(folders, WEEK, one) for one in exercises(folders, WEEK)}


def changed(root, name, old, new):
    """The exercises whose digest an edit of a file changes."""
    before, path = digests(root), root / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    after = digests(root)
    return {name for name in after if after[name] != before[name]}


CASES = f"exercises/{WEEK}/cases.py"


def test_another_way_to_draw_the_cases_of_one_exercise_changes_its_digest_alone(root):
    assert changed(root, CASES, "def log_derivative_hidden(rng):",
                   "def log_derivative_hidden(rng):\n    rng.random()") == {"log_derivative"}


def test_a_sentence_changes_the_digest_of_its_exercise(root):
    path = f"exercises/{WEEK}/log_derivative.toml"
    assert changed(root, path, 'sentence = "', 'sentence = "So: ') == {"log_derivative"}


@pytest.mark.parametrize("name", [CASES, "helpers/formulas.py"])
def test_a_comment_changes_none(root, name):
    assert changed(root, name, "\n\n", "\n\n# said in passing\n") == set()


def test_a_formula_of_the_course_changes_all_that_may_use_it(root):
    assert len(changed(root, "helpers/formulas.py", "scale * a**exponent", "a**exponent")) == 12


def test_modules_of_the_course_are_followed_to_those_that_they_import(tmp_path):
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "__init__.py").write_text("")
    (tmp_path / "tools" / "lines.py").write_text("import numpy\nfrom tools.points import near")
    (tmp_path / "tools" / "points.py").write_text("near = 1")
    assert own_modules(tmp_path, ["tools.lines.fit", "numpy"]).keys() == {
        "tools", "tools.lines", "tools.points"}
