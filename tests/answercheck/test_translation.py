"""Sentences in another language than English, from catalogues that packages add."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from answercheck import translation
from answercheck.translation import (
    add_catalogue,
    current_language,
    in_language,
    language_of_folder,
    languages,
    ngettext,
    set_assignment_language,
    translate,
)

SAID = {"good morning": "guten Morgen", ("one egg", "{n} eggs"): ("ein Ei", "{n} Eier")}


def write_catalogue(folder: Path, language: str, domain: str, sentences: dict) -> None:
    catalogue = Catalog(locale=language)
    for english, translated in sentences.items():
        catalogue.add(english, translated)
    path = folder / language / "LC_MESSAGES" / f"{domain}.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


@pytest.fixture(autouse=True)
def breakfast(tmp_path, monkeypatch):
    """A folder with a German catalogue, which is added; the language is that of the process."""
    write_catalogue(tmp_path, "de", "breakfast", SAID)
    monkeypatch.setattr(translation, "_folders", dict(translation._folders))
    monkeypatch.delenv("COURSE_LANGUAGE", raising=False)
    add_catalogue("breakfast", tmp_path)
    yield tmp_path
    set_assignment_language(None)
    monkeypatch.undo()
    add_catalogue("answercheck", translation._folders["answercheck"])  # forgets the German one


def test_a_sentence_is_put_into_the_chosen_language():
    assert translate("good morning") == "good morning"
    with in_language("de"):
        assert current_language() == "de"
        assert translate("good morning") == "guten Morgen"
    assert translate("good morning") == "good morning"


def test_choices_of_a_language_nest():
    with in_language("de"):
        with in_language("en"):
            assert translate("good morning") == "good morning"
        assert translate("good morning") == "guten Morgen"


@pytest.mark.parametrize(("n", "english", "translated"), [
    (1, "one egg", "ein Ei"), (2, "{n} eggs", "{n} Eier")])
def test_the_number_decides_between_singular_and_plural(n, english, translated):
    assert ngettext("one egg", "{n} eggs", n) == english
    with in_language("de"):
        assert ngettext("one egg", "{n} eggs", n) == translated


def test_what_has_no_translation_stays_english():
    with in_language("de"):
        assert translate("good night") == "good night"
        assert ngettext("one roll", "{n} rolls", 2) == "{n} rolls"


def test_the_empty_text_stays_empty():  # it is the key of a catalogue's header
    with in_language("de"):
        assert translate("") == ""


@pytest.mark.parametrize("unknown", ["fr", "DE", "..", "../..", "/", "de/LC_MESSAGES", "\0", ""])
def test_an_unknown_language_counts_as_english(unknown, monkeypatch):
    with in_language(unknown):
        assert current_language() == "en"
        assert translate("good morning") == "good morning"


def test_several_packages_have_catalogues(tmp_path):
    write_catalogue(tmp_path / "more", "de", "supper", {"good night": "gute Nacht"})
    write_catalogue(tmp_path / "more", "fr", "supper", {"good night": "bonne nuit"})
    add_catalogue("supper", tmp_path / "more")
    assert {"de", "fr"} <= languages()
    with in_language("de"):
        assert translate("good morning") == "guten Morgen"
        assert translate("good night") == "gute Nacht"
    with in_language("fr"):
        assert translate("good morning") == "good morning"
        assert translate("good night") == "bonne nuit"


def test_the_nearest_folder_with_the_name_of_a_language_counts(tmp_path):
    write_catalogue(tmp_path, "fr", "breakfast", SAID)
    add_catalogue("breakfast", tmp_path)
    assert language_of_folder(Path("/home/ana/de/week1")) == "de"
    assert language_of_folder(Path("/home/fr/course/de")) == "de"
    assert language_of_folder(Path("/home/ana/design/week1")) is None


def test_the_environment_goes_before_the_assignment_and_a_choice_before_both(monkeypatch):
    set_assignment_language("de")
    assert current_language() == "de"
    monkeypatch.setenv("COURSE_LANGUAGE", "en")
    assert current_language() == "en"
    with in_language("de"):
        assert current_language() == "de"


def test_a_process_takes_the_language_of_the_folder_where_it_starts(breakfast):
    week = breakfast / "course" / "de" / "week1"
    week.mkdir(parents=True)
    code = ("import sys, os; from pathlib import Path; from answercheck.translation import *;"
            "os.chdir('/'); add_catalogue('breakfast', Path(sys.argv[1]));"
            "print(translate('good morning')); set_assignment_language('en');"
            "print(translate('good morning'))")
    environment = {**os.environ, "PYTHONPATH": str(Path(translation.__file__).parent.parent)}
    said = subprocess.run([sys.executable, "-c", code, str(breakfast)], cwd=week, text=True,
                          capture_output=True, check=True, env=environment).stdout
    assert said.split("\n")[:2] == ["guten Morgen", "good morning"]
