"""Markdown of a submission: it shows what was written and does nothing, whoever renders it."""

import json
import random
import re
from html.parser import HTMLParser

import nbformat
import pytest
from markdown_it import MarkdownIt
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from grading.hand_ins.clean import CUT, MAX_MARKDOWN, CleanMarkdown, harmless
from tests.this_course import COURSE

PNG = "iVBORw0KGgo="


def nbconvert(text, attachments=()):
    """As nbgrader's feedback and formgrader render it: raw HTML is passed on."""
    pictures = {name: {"image/png": PNG} for name in attachments}
    return MarkdownWithMath(IPythonRenderer(
        escape=False, attachments=pictures, exclude_anchor_links=True)).render(text)


def commonmark(text, _attachments=()):
    """As other notebook programs do, with nothing forbidden."""
    parser = MarkdownIt("gfm-like", {"html": True, "linkify": False})
    parser.validateLink = lambda _: True
    return parser.render(text)


class Page(HTMLParser):
    """Collects the elements of a page as a browser parses it, and the URLs in them."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.attributes, self.links, self.pictures, self.text = (
            set(), set(), [], [], "")
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name == "href":
                self.links.append(value)
            if name == "src":
                self.pictures.append(value)

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.elements.add("!--")

    handle_decl = unknown_decl = handle_pi = handle_comment


PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=]*|(?:\w+/)*\w+\.png|attachment:[\w.-]+")
ELEMENTS = {"p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "em", "strong", "del", "s", "a",
            "img", "ul", "ol", "li", "blockquote", "pre", "code", "span", "table", "thead", "tbody",
            "tr", "th", "td", "dl", "dt", "dd", "div", "input", "details", "summary", "b"}
ATTRIBUTES = {"href", "title", "src", "alt", "class", "style", "start", "type", "disabled",
              "checked"}
WORD = re.compile(r"(?:[\w+*^{}=,#@ -]|%20|%[0-9a-f]{2}(?!.*[/.:]))*", re.IGNORECASE)


def leads_nowhere(link):
    """Whether a link stays on its page, or leads to what does not exist."""
    return "%E2%81%A0" in link or "\u2060" in link or WORD.fullmatch(link) is not None


def assert_harmless(text, attachments=(), clean_by=harmless):
    clean = clean_by(text, attachments)
    assert clean_by(clean, attachments) == clean
    for render in (nbconvert, commonmark):
        page = Page(render(clean, attachments))
        assert page.elements <= ELEMENTS, (text, render)
        assert page.attributes <= ATTRIBUTES, (text, render)
        for link in page.links:
            assert leads_nowhere(link) or PICTURE.fullmatch(link) or re.match(
                "https?://|mailto:|attachment:", link, re.IGNORECASE), link
            assert leads_nowhere(link) or not re.search(
                "%22|%3c|%3e|%5c|[\"<>\\\\]", link, re.IGNORECASE), link
        assert all(PICTURE.fullmatch(picture) for picture in page.pictures), page.pictures
    return clean


ATTACKS = [
    "<script>attack()</script>", "<ScRiPt\n>attack()</script >", "<img src=x onerror=attack()>",
    "<svg/onload=attack()>", "<svg><animate onbegin=attack() attributeName=x>", "<!-- a -->",
    "<!DOCTYPE html>", "<?php attack() ?>", "<![CDATA[<script>attack()</script>]]>",
    "<details open ontoggle=attack()>",
    "<details><summary><b>a</b></summary>\n<img src=x onerror=attack()>\n</details>",
    "<details><summary><b>a</b></summary><script>attack()</script>",
    "<details><summary><b>&lt;script></b></summary>",
    "<iframe srcdoc='<script>parent.attack()</script>'>",
    "<a href=javascript:attack()>x</a>", "<form action=javascript:attack()><button>x</button>",
    "<style>@import 'http://canary'</style>", "<link rel=stylesheet href=http://canary>",
    "<meta http-equiv=refresh content=0;url=http://canary>", "<base href=http://canary>",
    "<object data=http://canary>", "<video poster=http://canary>", "</div></body>",
    "a<b onmouseover=attack()>", "```\n<script>attack()</script>", "`<script>attack()</script>",
    "$<script>attack()</script>", "$$\n<script>attack()</script>\n\n$$", "```mermaid\n<img src=x "
    "onerror=attack()>\n```", "```x\"onload=\"attack()\na\n```", "    <script>attack()</script>",
    "- <script>attack()</script>", "> <script>attack()</script>", "\\<script>attack()</script>",
    "\\begin{a}<script>attack()</script>\\end{a}", "# <script>attack()</script>",
    "|a|\n|-|\n|<script>attack()</script>|", "[<script>attack()</script>](x)",
    "![<img src=x onerror=attack()>](a.png)", "&lt;script&gt;attack()&lt;/script&gt;",
    "<<https://x>script>attack()</script>", "<https://x onmouseover=attack()>",
    "[x](javascript:attack())", "[x](JaVaScRiPt:attack())", "[x]( javascript:attack())",
    "[x](\njavascript:attack())", "[x](<javascript:attack()>)", "[x](<java\nscript:attack()>)",
    "[x](java&Tab;script:attack())", "[x](&#106;avascript:attack())",
    "[x](&#x6A;avascript&colon;attack())", "[x](javascript\\:attack())", "[x](\x01javascript:1)",
    "[x](vbscript:attack)", "[x](data:text/html,<script>attack()</script>)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x](file:///etc/passwd)", "[x](//canary/x)", "[x](/logout)", "[x](../../api/x.json)",
    "[x](page.rdf)", "[x](page%2erdf)", "[x]: javascript:attack()\n\n[x]", "[x]:\njavascript:a\n"
    "\n[x]", "[x]:<javascript:attack()>\n\n[x]", "> [x]: javascript:attack()\n\n[x][x]",
    "[x]: javascript&#58;a\n\n[y][x]", "[x]:\n   javascript:a\n\n[x]", "<javascript:attack()>",
    "<mailto:a@b?x=javascript:>", "![x](http://canary/x.png)", "![x](//canary/x.png)",
    "![x](/canary.png)", "![x](../canary.png)", "![x][y]\n\n[y]: http://canary/x.png",
    "![y]\n\n[y]: http://canary/x.png", "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](attachment:none.png)", "[![x](attachment:none.png)](javascript:attack())",
    '![x](a.png "\\" onerror=attack()")', "![x](a.png onerror=attack())",
    'http://localhost:8888/formgrader/manage_students/x";attack()//',
    "http://localhost:8888/formgrader/manage_students/x%22;attack()//",
    "http://localhost:8888/formgrader/manage_students/x&quot;;attack()//",
    "[x](http://localhost:8888/formgrader/manage_students/x%22;attack()//)",
    '[x](<http://localhost:8888/formgrader/manage_students/x";attack()//>)',
    "[x]: http://localhost:8888/x%22;attack()//\n\n[x]",
    "http://localhost/formgrader/manage_students/%3Cscript%3Eattack()",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_does_nothing(attack):
    assert_harmless(attack)


def test_most_attacks_would_do_something_else():
    def works(attack):
        try:
            assert_harmless(attack, clean_by=lambda text, _: text)
        except Exception:
            return True
        return False
    assert sum(map(works, ATTACKS)) > 0.8 * len(ATTACKS)


@pytest.mark.parametrize("seed", range(3))
def test_attacks_joined_nested_and_cut_in_any_way_do_nothing(seed):
    chance = random.Random(seed)
    pieces = [*ATTACKS, *"<>[]()!`$&;:#|*_~\\\"'\n", "```", "$$", "\n\n", "    ", "> ", "- ",
              "\n<details><summary><b>a</b></summary>\n", "\n</details>\n",
              "<!--", "-->", "\\begin{a}", "\\end{a}", "\\\\(", "\\\\[", "](", "]: ", "&#", "http:"]
    for _ in range(1000):
        chosen = [chance.choice(pieces) for _ in range(chance.randint(2, 6))]
        assert_harmless("".join(one[chance.randint(0, 2):] if chance.random() < 0.2 else one
                                for one in chosen))


# --- What is legitimate ---------------------------------------------------------------------------

WRITTEN = [
    "If a<b then a < b, and x<=y.", "`a<b` and `<script>`", "```python\nif a<b:\n    c[1](d)\n```",
    "    indented = a<b", "$a<b$ and $a^{[1](i)}$", "$$\\frac{1}{m}\\sum_{i} a^{[2](i)}$$",
    "\\begin{aligned} a &< b \\\\ c &= d \\end{aligned}", "| a | b |\n|---|---|\n| 1<2 | `x` |",
    "- one\n- two\n  1. three", "> quoted", "# Title\n\nText\n====\n\n---", "**bold** *em* ~~no~~",
    "[the article](https://en.wikipedia.org/wiki/Slope_(mathematics)), and more",
    '[with a title](https://example.org/a?b=1&c=2#d "A title")', "https://example.org/a_b?c=%20d.",
    "(https://example.org/a), \"https://example.org\" and **https://example.org**",
    "[ref]\n\n[ref]: https://example.org/x", "[mail](mailto:ada@example.org)", "[down](#below)",
    "![plot](plot.png)", "![plot](figures/plot.png)", f"![dot](data:image/png;base64,{PNG})",
    "![pasted](attachment:image.png)", "Grüße, 你好 😀 &nbsp; &eacute; &#8217; &lt;b&gt; & co",
    "x[1]: y, d['a']: 5, f[0](n)", "costs 5$ & 6$", "1. a\n\n   b\n2. c",
]


@pytest.mark.parametrize("render", [nbconvert, commonmark])
@pytest.mark.parametrize("text", WRITTEN)
def test_what_is_legitimate_shows_as_it_was_written(text, render):
    before = render(text, ["image.png"])
    after = render(assert_harmless(text, ["image.png"]), ["image.png"])
    # What is put in is not seen; in code that is coloured it may stand in an element of its own.
    for unseen in ("\u2060", "\u200a", "%E2%81%A0", '<span class="w"></span>'):
        after = after.replace(unseen, "")
    assert after == before


def test_a_fold_as_assignments_have_it_stays():
    fold = "<details><summary><b>What you should see</b></summary>\n\nAt *2*.\n\n</details>"
    assert harmless(fold) == fold
    for render in (nbconvert, commonmark):
        assert {"details", "summary", "em"} <= Page(render(harmless(fold))).elements


@pytest.mark.parametrize("target", [
    "../../notebooks/week1/01_slopes.ipynb", "../../notebooks/glossary.ipynb",
    "../../notebooks/glossary.ipynb#chain-rule", "../../notebooks/week1/01_slopes.ipynb#one-nudge",
    "../../chapters/part-1/week1/01%20slopes.ipynb", "../../glossary.ipynb",
    "../lectures/1.2.ipynb", "../../../course/reading/slopes.ipynb"])
def test_an_assignments_link_to_a_chapter_or_a_heading_in_it_stays(target):
    link = f"[read]({target})"
    assert harmless(link) == link


@pytest.mark.parametrize("target", [
    "../../formgrader", "../../a.html", "../../a.ipynb?x=1", "../..//example.org/a.ipynb",
    "../../javascript:attack()/a.ipynb", "../../a.ipynb/../b", "../../%6aavascript/a.ipynb",
    "//example.org/a.ipynb", "/a.ipynb", "file:../../a.ipynb", "../../a\\.ipynb"])
def test_what_is_not_a_plain_path_to_a_notebook_leads_nowhere(target):
    assert target not in Page(nbconvert(harmless(f"[read]({target})"))).links


def test_an_address_in_angle_brackets_remains_a_link():
    assert 'href="https://example.org/a"' in nbconvert(harmless("see <https://example.org/a>."))


def test_a_picture_from_elsewhere_becomes_a_link():
    page = Page(nbconvert(harmless("![slope](https://example.org/slope.png)")))
    assert (page.pictures, page.links) == ([], ["https://example.org/slope.png"])


@pytest.mark.parametrize("macro", [
    r"\href{javascript:attack()}{x}", r"\\href{x}{y}", r"\cssId{a}{b}", r"\class{a}{b}",
    r"\style{color:red}{x}", r"\require{action}", r"\def\frac{x}", r"\newcommand{\sum}{x}",
    r"\DeclareMathOperator{\sum}{x}", r"\unicode{x41}", r"\mmlToken{mi}[href='javascript:1']{x}",
    r"\let\frac\sum", r"\htmlData{a=b}{c}"])
def test_a_macro_that_acts_on_the_page_is_none_any_more(macro):
    name = macro.lstrip("\\").split("{")[0].split("\\")[0]
    clean = harmless(f"$x + {macro}$")
    assert f"\\{name}" not in clean
    assert clean.replace("\u2060", "") == f"$x + {macro}$"


@pytest.mark.parametrize("reference", ["&#104;", "&#x68;", "&#0104;", "&#00000104", "&bsol;",
                                       "&lbrace;", "&fjlig;"])
def test_no_character_reference_spells_a_macro(reference):
    rendered = Page(nbconvert(harmless(f"\\\\(\\\\{reference}ref\\\\)"))).text
    assert reference in rendered.replace("\u2060", "")


@pytest.mark.parametrize("macro", [r"\frac12", r"\defined", r"\letter", r"\styled", r"\urlx",
                                   r"\begin{aligned}", r"\mathcal L", r"\leq", r"\text{def}"])
def test_other_macros_stay(macro):
    assert harmless(f"${macro}$") == f"${macro}$"


def test_our_own_markdown_is_harmless_already():
    texts = [cell.source for path in COURSE.glob("source/*/*.ipynb")
             for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown"]
    assert len(texts) > 50
    assert [text for text in texts if harmless(text) != text] == []


# --- Size ----------------------------------------------------------------------------------------

UNITS = ["<", "<a", "&", "&#", "&#1", "[", "](", "](a", "](a/", "](a.", "](https://", "](#a",
         "](https://a(", '](https://a "', "](mailto:a@", "](data:image/png;base64,A", "](../",
         "](../a/", "](../a.", "]:", "]:\n ", "![", "![a", "![a](a/", "http:", "http://",
         'http://"', "www.", "www.&", "\\", "\\html", "\\Declare", "<https://a", "a/", " ", "\n",
         "((", "data:image/png;base64,A", "\u2060"]


@pytest.mark.slow
def test_the_time_does_not_explode_with_the_length():
    # Were it the square of the length, one of these would take minutes, and the test hours.
    for unit in UNITS:
        for end in ("", ">", ")"):
            made = harmless((unit * 500_000)[:500_000] + end)
            assert harmless(made) == made


def test_an_answer_longer_than_a_book_is_cut_and_says_so():
    nb, _ = cleaned(new_markdown_cell("word " * MAX_MARKDOWN))
    assert len(nb.cells[0].source) == MAX_MARKDOWN + len(f"\n\n{CUT}")
    again, _ = cleaned(nb.cells[0])
    assert again.cells[0].source == nb.cells[0].source


def test_a_picture_does_not_count_as_length():
    text = f"![plot](data:image/png;base64,{'A' * 200_000})"
    assert cleaned(new_markdown_cell(text))[0].cells[0].source == text


# --- The stage -----------------------------------------------------------------------------------

ATTACK = "<img src=x onerror=attack()> ![x](attachment:a.png)"


def cleaned(*cells):
    return CleanMarkdown().preprocess(new_notebook(cells=list(cells)), {})


def test_markdown_is_cleaned_but_neither_code_nor_what_is_locked():
    locked = {"nbgrader": {"locked": True, "grade_id": "a"}}
    answer = {"nbgrader": {"locked": False, "grade_id": "b"}}
    nb, _ = cleaned(new_markdown_cell(ATTACK), new_code_cell(ATTACK),
                    new_markdown_cell(ATTACK, metadata=locked),
                    new_markdown_cell(ATTACK, metadata=answer))
    assert [cell.source == ATTACK for cell in nb.cells] == [False, True, True, False]
    json.dumps(nb)


def nbconverted(cell):
    """The page that nbconvert makes of a cell."""
    return Page(MarkdownWithMath(IPythonRenderer(
        escape=False, attachments=cell.get("attachments", {}))).render(cell.source))


@pytest.mark.parametrize("mime", ["image/png", "image/jpeg", "image/gif", "image/webp"])
@pytest.mark.parametrize(("name", "reference"), [
    ("a.png", "![x](attachment:a.png)"), ("a b.png", "![x](attachment:a%20b.png)"),
    ("a%20b.png", "![x](attachment:a%20b.png)"), ("a b.png", "![x](<attachment:a b.png>)"),
    ("a b.png", "![a b.png](attachment:a b.png)"), ("a(1).png", "![x](attachment:a(1).png)"),
    ("a (1).png", "![a (1).png](attachment:a%20%281%29.png)"),
    ("a [1].png", "![a [1].png](attachment:a%20[1].png)"), ("a.png", '![x](attachment:a.png "a")'),
    ("a.png", "![x]( attachment:a.png 'a (title)' )"), ("a.gif", "![x](<attachment:a.gif> \"a\")"),
    ("Skizze für α.png", "![x](attachment:Skizze%20f%C3%BCr%20%CE%B1.png)"),
    ("für.png", "![x](attachment:fu\u0308r.png)"), ("a\\(.png", "![x](attachment:a\\(.png)"),
    ("a'b&c.png", "![x](attachment:a'b&amp;c.png)"), ("a.png", "![](attachment:a.png)"),
    ("a b.png", '<img src="attachment:a%20b.png" width="400"/>'),
    ("a.png", "<img alt='x' src='attachment:a.png'>")])
def test_a_pasted_picture_is_shown_however_it_is_referred_to(name, reference, mime):
    cell = new_markdown_cell(f"Look: {reference}, so.", attachments={name: {mime: PNG}})
    once = cleaned(cell)[0].cells[0]
    for shown in (once, cleaned(from_dict(once))[0].cells[0]):
        assert_harmless(shown.source, shown.attachments)
        page = nbconverted(shown)
        assert page.pictures == [f"data:{mime};base64,{PNG}"]
        assert re.fullmatch("Look: .*, so[.]", page.text.strip())
        target, = re.findall(r"attachment:([\w.-]+)\)", shown.source)
        assert list(shown.attachments) == [target]


@pytest.mark.parametrize("by", ["![x][b]", "![x][ B ]", "![B][]", "![b]"])
@pytest.mark.parametrize("defined", [
    "[b]: attachment:a%20b.png", "[b]: <attachment:a b.png> 'A title'",
    "  [ b ]:\n  attachment:a%20b.png (title)"])
def test_a_pasted_picture_is_shown_if_a_label_refers_to_it(by, defined):
    cell = new_markdown_cell(f"Look: {by}, so.\n\n{defined}\n\nThat is all.",
                             attachments={"a b.png": {"image/png": PNG}})
    once = cleaned(cell)[0].cells[0]
    for shown in (once, cleaned(from_dict(once))[0].cells[0]):
        assert_harmless(shown.source, shown.attachments)
        page = nbconverted(shown)
        assert page.pictures == [f"data:image/png;base64,{PNG}"]
        assert page.text.split() == ["Look:", ",", "so.", "That", "is", "all."]


def test_pictures_that_are_defined_by_their_data_are_shown_each_time():
    source = f"![][image1] and ![again][image1]\n\n[image1]: <data:image/png;base64,{PNG}>\n"
    shown = cleaned(new_markdown_cell(source))[0].cells[0]
    assert_harmless(shown.source, shown.attachments)
    page = nbconverted(shown)
    assert page.pictures == [f"data:image/png;base64,{PNG}"] * 2
    assert "image1" not in page.text


def test_a_label_that_means_no_picture_of_the_answer_stays_text():
    source = "![a][b] ![c]\n\n[b]: attachment:none.png\n[c]: https://example.org/x.png"
    shown = cleaned(new_markdown_cell(source, attachments={"a.png": {"image/png": PNG}}))[0]
    assert nbconverted(shown.cells[0]).pictures == []


def test_each_of_several_pictures_is_shown_in_its_place():
    source = "![x](attachment:b%20c.png) ![y](attachment:a%20b.png) ![z](attachment:picture-1)"
    pictures = {"a b.png": {"image/png": "AAAA"}, "b c.png": {"image/png": "BBBB"},
                "picture-1": {"image/png": "CCCC"}}
    shown = cleaned(new_markdown_cell(source, attachments=pictures))[0].cells[0]
    names = re.findall(r"attachment:([\w-]+)", shown.source)
    assert [shown.attachments[name]["image/png"] for name in names] == ["BBBB", "AAAA", "CCCC"]


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_about_a_picture_that_is_there_does_nothing(attack):
    for around in ("![{}](attachment:a%20b.png)", "![x](attachment:{})", '![x](attachment:b "{}")',
                   "![x](<attachment:{}>)", '<img {} src="attachment:b">',
                   "![{}][b]\n\n[b]: attachment:b",
                   "![x][b]\n\n[b]: attachment:b ({})", "![x][b]\n\n[b]: <attachment:{}>",
                   '<img src="attachment:a b" {}>'):
        attachments = {name: {"image/png": PNG} for name in ("a b.png", "b", "a b", attack)}
        shown = cleaned(new_markdown_cell(around.format(attack), attachments=attachments))[0]
        assert_harmless(shown.cells[0].source, shown.cells[0].attachments)


def test_a_pasted_picture_is_shown_if_it_came_along():
    cells = [new_markdown_cell(ATTACK, attachments={"a.png": {"image/png": PNG}}),
             new_markdown_cell(ATTACK, attachments={"b.png": {"image/png": PNG}})]
    shown = ["![x](attachment:a.png)" in cell.source for cell in cleaned(*cells)[0].cells]
    assert shown == [True, False]
