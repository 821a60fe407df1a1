"""The texts of Markdown cells, and the cells with translations in their places."""

import re

import nbformat
import pytest
from markdown_it import MarkdownIt

from grading.translation.markdown_text import units_of_markdown
from grading.translation.units import translated
from tests.this_course import COURSE

NOTEBOOKS = sorted([*COURSE.glob("notebooks/**/*.ipynb"), *COURSE.glob("source/*/*.ipynb")])
CELL = """\
## 1. A *price*

Take $\\dfrac{1}{2}$ of the [cost](../glossary.ipynb#cost)
and [go on](02_more.ipynb) | so.

$$\\underset{(1,m)}{\\text{slopes}} = \\frac{1}{m} .$$

$$a^2 + b^2$$

- first item
  on two lines
- $x$

| `a|b` is no table | `x` |
|---|---|
| a \\| b, told apart | $\\log a$ |

> quoted,
> on two lines

<details><summary><b>What you should see</b></summary>

Text in the fold.

</details>

```
code stays
```

### BEGIN SOLUTION
The answer.
### END SOLUTION"""


def texts(cell: str) -> list[str]:
    return [unit.text for unit in units_of_markdown(cell)]


def test_each_paragraph_heading_item_table_cell_and_summary_is_a_text():
    assert texts(CELL.replace("| `a|b` is no table | `x` |", "| what it is | `x` |")) == [
        "1. A *price*",
        "Take $\\dfrac{1}{2}$ of the [cost](1) and [go on](2) | so.",
        "$$\\underset{(1,m)}{\\text{slopes}} = \\frac{1}{m} .$$",
        "first item on two lines", "what it is", "a | b, told apart", "quoted, on two lines",
        "What you should see", "Text in the fold.", "The answer."]


def test_a_translation_stands_where_the_text_stood_and_all_else_stays():
    cell = ("Take $\\dfrac{1}{2}$ of the [cost](../glossary.ipynb#cost)\nand [go on](02.ipynb).\n"
            "\n| what | `x` |\n|---|---|\n| a \\| b, told apart | $\\log a$ |\n"
            "\n> quoted,\n> twice")
    said = {"Take $\\dfrac{1}{2}$ of the [cost](1) and [go on](2).":
                "[继续](2)，取[代价](1)的 $\\dfrac{1}{2}$。",
            "what": "什么", "a | b, told apart": "分开的 a | b", "quoted, twice": "引用"}
    assert translated(cell, units_of_markdown(cell), said.get) == (
        "[继续](02.ipynb)，取[代价](../glossary.ipynb#cost)的 $\\dfrac{1}{2}$。\n"
        "\n| 什么 | `x` |\n|---|---|\n| 分开的 a \\| b | $\\log a$ |\n\n> 引用")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_cell_written_back_shows_what_it_showed(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "markdown":
            units = list(units_of_markdown(cell.source))
            assert translated(cell.source, units, lambda text: None) == cell.source
            assert shown(translated(cell.source, units, str)) == shown(cell.source), cell.id


@pytest.mark.parametrize("cell", [
    "Title of it\n===\n\ntext *over*\nlines",
    "# closed ##\n\n## ",
    "a line  \nbroken twice\\\nhere",
    "1. one\n   more of one\n\n   > quoted\n   > in one\n2. two\nlazy",
    "* a\n\t* tabbed\n\t  more",
    "> # heading\n> text\nlazy text\n>\n> - item\n>   more",
    "[a link][there] and [one].\n\n[there]: x.md",
    "| a | `b\\|c` |\n|:-|-:|\n| | empty \\| before |\n| last row |",
    "&lt;b&gt; &amp; <b>bold text</b>, <br>",
    "<table><tr><td>one cell</td>\n<td>other cell</td></tr></table>\n\ntext",
    "<!-- a comment -->\ntext",
    "    indented code\n\ntext after\n\n~~~\nfenced\n~~~",
    "same word\n\nsame word\n\n- same word",
    "$$\na = \\text{word} \\\\\n b\n$$ (1)\n\n$$ b = \\text{word} $$\n\nprice $5 and $6 each",
    "text $$x^2$$ text",
    "",
    '![picture](a.png "with a title") and ![](b.png)',
    "https://example.org/a_b <https://example.org>"])
def test_any_markdown_written_back_shows_what_it_showed(cell):
    units = list(units_of_markdown(cell))
    assert shown(translated(cell, units, str)) == shown(cell)


def shown(cell: str) -> list[str]:
    """The words and tags of a cell, by a parser that knows nothing of formulas."""
    page = MarkdownIt("commonmark").enable("table").render(cell)
    return re.sub(r"<br( /)?>", " <br> ", page).split()
