"""Reference files are the same whichever processor builds them, or at least judge alike."""

import shutil

import pytest

from grading.course.folders import CourseFolders
from grading.references.exercises import assignments
from tests.course.processors import all_exercises, on, one_of_three
from tests.this_course import FOLDERS

pytestmark = pytest.mark.slow


def all_of(week):
    return [name for name in all_exercises() if name.startswith(f"{week}/")]


@pytest.mark.parametrize("week", [
    pytest.param(week, marks=[pytest.mark.nightly] if place > 1 else [])
    for place, week in enumerate(assignments(FOLDERS))])
def test_a_build_of_any_week_on_another_processor_changes_no_committed_file(
        tmp_path, committed, week):
    shutil.copytree(committed, tmp_path, dirs_exist_ok=True)
    on(one_of_three("the oldest"), "build", tmp_path, *all_of(week))
    before, after = (
        [one.visible_file(week).read_bytes(), one.hidden_file(week).read_bytes()]
        for one in map(CourseFolders, (committed, tmp_path)))
    assert [kind for kind, old, new in zip(("visible", "hidden"), before, after, strict=True)
            if old != new] == []


# Of one week, which has mistakes whose predicted classes jump; each takes minutes.
@pytest.mark.nightly
@pytest.mark.parametrize("week", ["week2_logistic_regression"])
def test_all_files_that_another_processor_built_judge_and_name_alike(without_files, here, week):
    names = all_of(week)
    on(one_of_three("the oldest"), "build", without_files, *names)
    assert on(one_of_three("the newest"), "judge", without_files, *names) == here(*names)
