"""Formulas in the summary of a folded answer."""

from book.summaries import mark_formulas


def test_formulas_of_a_summary_are_marked_and_nothing_else():
    html = "<details><summary><b>What is $a^2$, what $b$?</b></summary> $5 and $6"
    assert mark_formulas(html) == (
        '<details><summary><b>What is <span class="math notranslate nohighlight">\\(a^2\\)</span>, '
        'what <span class="math notranslate nohighlight">\\(b\\)</span>?</b></summary> $5 and $6')
