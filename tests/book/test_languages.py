"""The way from a page to the same page in another language."""

from itertools import permutations
from pathlib import PurePosixPath

import pytest

from book.languages import NAMES, address, folder_of
from tests.this_course import COURSE

FILES = ["search.html", "book/index.html", "notebooks/start/01_what_a_network_is.html"]


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(("language", "other"), list(permutations(NAMES, 2)))
def test_an_address_leads_to_the_same_page(file, language, other):
    here = PurePosixPath("/book", folder_of(language), file)
    parts = []
    for part in (here.parent / address(file, language, other)).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    assert PurePosixPath(*parts) == PurePosixPath("/book", folder_of(other), file)


@pytest.mark.parametrize("language", NAMES)
def test_the_first_page_of_a_language_is_in_it(language):
    page = (COURSE / "book" / "top" / language / "index.html").read_text()
    assert f'<html lang="{language.replace("_", "-")}">' in page
