"""The course in other languages: its catalogues, and the notebooks that they make."""

import shutil

import nbformat
import pytest

from grading.course.course import Course
from grading.references.exercises import assignments, exercises
from grading.translation.catalogues import catalogue_path, read, translations
from grading.translation.notebook import texts_of_notebook, translated_notebook
from grading.translation.release import outdated_translation
from grading.translation.translate import problems
from tests.course.classroom import temporary_course
from tests.this_course import COURSE, FOLDERS

LANGUAGES = sorted(path.name for path in (COURSE / "locale").iterdir())
WEEKS = assignments(FOLDERS)
RELEASED = [(language, week) for language in LANGUAGES for week in WEEKS
            if (COURSE / "release" / language / week).is_dir()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogues_are_up_to_date_and_complete_for_what_is_released(language):
    assert list(problems(Course(COURSE), language)) == [], f"run 'course translate {language}'"


@pytest.mark.parametrize(("language", "week"), RELEASED)
def test_a_translated_release_is_what_source_and_catalogue_make(language, week, tmp_path):
    folder = temporary_course(tmp_path, week)
    for name in ("locale", "notebooks", f"release/{language}"):
        shutil.copytree(COURSE / name, folder / name, dirs_exist_ok=True)
    assert outdated_translation(Course(folder), week, language) == [], (
        f"run 'course release {week} --language {language}'")


@pytest.mark.parametrize(("language", "week"), [
    pytest.param(language, week, marks=[pytest.mark.slow, pytest.mark.nightly][:place])
    for language in LANGUAGES for place, week in enumerate(WEEKS)])
def test_the_translated_source_runs_from_top_to_bottom(language, week, n_found_right):
    known = translations(read(catalogue_path(COURSE, language, f"source/{week}"), language))
    source = nbformat.read(FOLDERS.source_notebook(week), as_version=4)
    # What has no translation yet gets a stand-in, which is as good for running.
    notebook = translated_notebook(source, language, lambda text: known(text) or f"译{text}")
    assert [one.text for one in texts_of_notebook(notebook)] != [
        one.text for one in texts_of_notebook(source)]
    assert n_found_right(week, notebook) == len(exercises(FOLDERS, week))
