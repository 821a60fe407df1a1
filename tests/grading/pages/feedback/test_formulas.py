"""Formulas without a script: those of the course are known, and hostile ones are text."""

import random
import re
from html.parser import HTMLParser

import nbformat
import pytest

from grading.hand_ins.clean import harmless
from grading.pages.feedback.formulas import MAX_FORMULA, mathml
from tests.this_course import COURSE

FORMULA = re.compile(r"\$\$(.+?)\$\$|(?<![\\$])\$([^$]+)\$", re.DOTALL)
SOURCES = sorted((COURSE / "source").glob("*/*.ipynb"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_formula_of_the_course_is_known(path):
    texts = [cell.source for cell in nbformat.read(path, as_version=4).cells
             if cell.cell_type == "markdown"]
    found = [match for text in texts for match in FORMULA.finditer(text)]
    assert len(found) > 50
    unknown = [match[0] for match in found
               if "<math" not in mathml(match[1] or match[2], bool(match[1]))]
    assert unknown == []


def test_a_fraction_is_a_fraction():
    assert "<mfrac><mn>1</mn><mi>m</mi></mfrac>" in mathml(r"\frac{1}{m}", True)


def test_what_is_no_tex_shows_as_it_was_written():
    assert "<code>a_b_c &amp; \\frac</code>" in mathml(r"a_b_c & \frac", False)
    assert "<math" not in mathml("x" * (MAX_FORMULA + 1), True)


class Tags(HTMLParser):
    """The tags and attributes that a browser would see."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes = set(), set()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes.update(attributes)


SEEN = re.compile("""code|div|span|math|m(?:[inos]|text|space|row|frac|sqrt|root|style|padded
    |phantom|enclose|sub|sup|subsup|under|over|underover|multiscripts|prescripts|table|tr|td)
    """, re.VERBOSE)
PIECES = [
    "<script>x</script>", "<img src=x onerror=hit()>", '"', "'", ">", "<", "&lt;b&gt;", "&#60;b>",
    r"\href{javascript:hit()}{x}", r"\class{a}{x}", r"\style{color:red}{x}", r"\color{red\" x}",
    r"\text{<b>}", r"\label{<b>}", r"\tag{\"><b>}", r"\htmlId{x}{y}", r"\def\a{\a\a}\a", r"\frac",
    r"\begin{array}{<b>}", r"\end{array}", r"\mathrm{<b onclick=hit()>}", r"\url{x}", "{", "}", "_",
    r"\operatorname{<b>}", r"\unicode{x3c}", r"\char60 b>", "^", "&", r"\\", "x", r"\sqrt", "\0",
    r"\left(", r"\right)", "é", "🦊", "%", "#", "~", r"\newcommand{\b}[1]{<b>#1}\b{x}"]


@pytest.mark.parametrize("seed", range(20))
def test_a_formula_is_mathml_or_text_whatever_is_in_it(seed):
    draw = random.Random(seed)
    for _ in range(200):
        tex = "".join(draw.choices(PIECES, k=draw.randint(1, 8)))
        for written in (tex, harmless(tex)):
            seen = Tags(mathml(written, draw.random() < 0.5))
            assert all(SEEN.fullmatch(tag) for tag in seen.tags), written
            for name, value in seen.attributes:
                assert not name.startswith("on"), written
                assert name not in {"href", "src", "id"}, written
                assert not re.search("url|script|expression", value or ""), written
