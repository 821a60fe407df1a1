"""Names on nbgrader's pages."""

import pytest
from nbformat.v4 import new_notebook

from grading.pages.escaping import EscapeNames, is_harmless


def test_names_are_escaped_and_nothing_else():
    name = "<img src=x onerror=\"attack()\">'"
    given = {"student": name, "first_name": name, "last_name": None, "notebook_path": name,
             "index": 3, "metadata": {"name": "<a>"}}
    _, reported = EscapeNames().preprocess(new_notebook(), dict(given))
    escaped = "&lt;img src=x onerror=&quot;attack()&quot;&gt;&#x27;"
    assert reported == {**given, "student": escaped, "first_name": escaped,
                        "notebook_path": escaped}


@pytest.mark.parametrize("name", ["ana", "Ana María", "陳", "bitdiddle [2]", "🦊", "O'Neil"])
def test_a_students_id_may_be_in_any_script(name):
    assert is_harmless(name)


@pytest.mark.parametrize("name", ["<b>", "a\"b", "a&lt;b", "a\\u0062", "a\nb", "a\x1b[31mb"])
def test_an_id_that_could_act_on_a_page_of_the_formgrader_is_not_harmless(name):
    assert not is_harmless(name)
