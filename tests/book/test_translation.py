"""The book's own texts in Chinese: none is missed, and each has its translation."""

import re

import pytest

from book.languages import NAMES
from book.pages import units_of_page, units_of_readme
from book.translation import (
    CATALOGUES,
    README,
    pages,
    translated_readme,
    updated_catalogue,
)
from grading.translation.catalogues import as_bytes, catalogue_path, messages, read
from grading.translation.checks import differences
from grading.translation.units import translated
from tests.this_course import COURSE

LANGUAGES = sorted(set(NAMES) - {"en"})
# What stays as it is: code, addresses, names of directives and their options, words of two letters.
STAYS = re.compile(
    r"```\{(?:code-cell|toctree|eval-rst)\}(?:.|\n)*?^```$|`[^`\n]+`|\]\([^)]*\)"
    r"|\A---\n(?:.|\n)*?^---$|^[`:]{3,}.*$|^:[\w-]+:.*$|^    .*$|&nbsp;", re.MULTILINE)
WORDS = re.compile(r"[A-Za-z]{3,}")


DIRECTIVES = """---
kernelspec: python3
---
# One

```{toctree}
:hidden:
:caption: Two

some
```

:::{container} door
Three words here.
:::

```{exercise} Four
:label: a

The body of it.
```

```{code-cell} python3
:mystnb:
:    alt: Five
draw(title='Six parts')
```

```{include} ../README.md
:start-after: "## Seven"
```
"""


def units_of(path):
    text = path.read_text()
    return text, list(units_of_readme(text) if path == README else units_of_page(text))


@pytest.mark.parametrize("path", [*pages(), README], ids=lambda path: path.name)
def test_every_sentence_of_a_page_is_to_be_translated(path):
    text, units = units_of(path)
    left = STAYS.sub("", translated(text, units, lambda unit: "字"))
    assert WORDS.findall(left) == []


@pytest.mark.parametrize("path", [*pages(), README], ids=lambda path: path.name)
def test_a_page_translated_into_itself_is_the_same_but_for_line_breaks(path):
    text, units = units_of(path)
    assert translated(text, units, lambda unit: unit).split() == text.split()


def test_titles_captions_and_descriptions_of_directives_are_translated():
    texts = ["One", "Two", "Three words here.", "Four", "The body of it.", "Five", "Six parts",
             "Seven"]
    assert [unit.text for unit in units_of_page(DIRECTIVES)] == texts
    expected = DIRECTIVES
    for text in texts:
        expected = expected.replace(text, f"<{text}>")
    assert translated(DIRECTIVES, units_of_page(DIRECTIVES), lambda text: f"<{text}>") == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", CATALOGUES)
def test_a_catalogue_has_the_texts_that_there_are_now_each_with_its_translation(language, name):
    path = catalogue_path(COURSE, language, name)
    assert path.read_bytes() == as_bytes(updated_catalogue(language, name)), (
        "python -m book.translation")
    catalogue = read(path, language)
    assert not catalogue.obsolete
    for message in messages(catalogue):
        assert message.string, message.id
        assert not message.fuzzy, message.id
        assert differences(message.id, message.string) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_readme_in_another_language_is_made_of_the_present_one(language):
    made = (COURSE / f"README.{language}.md").read_text()
    assert made == translated_readme(language), "python -m book.translation"
