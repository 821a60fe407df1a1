"""Chinese is split into pairs of neighbours, on pages and in what a reader looks for."""

import pytest

from book.chinese_search import PAIRS_OF_QUERY, SearchChinese

# A text, what a page with it is found by, and what is looked for when a reader types it.
SPLIT = [
    ("反向传播", {"反", "向", "传", "播", "反向", "向传", "传播"}, ["反向", "向传", "传播"]),
    ("熵", {"熵"}, ["熵"]),
    ("用numpy的广播。", {"用", "numpy", "的", "广", "播", "的广", "广播"},
     ["用", "numpy", "的广", "广播"]),
    ("learning rate 学习率", {"learning", "rate", "学", "习", "率", "学习", "习率"},
     ["learning", "rate", "学习", "习率"]),
    ("dW_1 = ŷ − y", {"dW_1", "ŷ", "y"}, ["dW_1", "ŷ", "y"]),
]


@pytest.mark.parametrize(("text", "found_by", "_"), SPLIT)
def test_a_page_is_found_by_characters_pairs_and_words(text, found_by, _):
    assert set(SearchChinese({}).split(text)) == found_by


@pytest.mark.parametrize(("typed", "found_by", "looked_for"), SPLIT)
def test_all_that_is_looked_for_is_what_a_page_with_it_is_found_by(
        browser, typed, found_by, looked_for):
    page = browser.new_page()
    assert page.evaluate(f"query => {{{PAIRS_OF_QUERY} return splitQuery(query);}}",
                         typed) == looked_for
    page.close()
    assert set(looked_for) <= found_by
