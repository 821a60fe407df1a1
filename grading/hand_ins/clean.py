"""What a student wrote in markdown, made harmless for whoever reads it in a browser.

Pages are made by several parsers (nbconvert's, JupyterLab's, others'), and what one of them takes
for code another takes for HTML. So nothing is parsed here. Wherever any of them could see the start
of a tag, of a link that does something, or of a TeX macro that acts on the page, a character is put
that is not seen: the text still shows as it was written, and is nothing but text.
"""

import re
from collections.abc import Collection
from html.entities import html5

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from grading.course.languages import in_its_language
from grading.hand_ins.pasted_pictures import in_plain_form
from grading.words import N_
from grading.words import translate as _

JOINER = "\N{WORD JOINER}"  # has no width; in TeX it is no part of a macro's name
SPACE = "\N{HAIR SPACE}"  # hardly seen but in code, where a joiner would be marked as an error
# Parsers of markdown take a time that grows with the square of the length. Pictures aside.
MAX_MARKDOWN = 20_000
CUT = N_("*[cut here: what was written is longer than grading shows]*")

# Assignments fold what comes after a prediction. These two lines alone can do no more than that.
_FOLD = r"^(?:<details><summary><b>[\w ]+</b></summary>|</details>)$"
_TAG = re.compile(rf"(?P<fold>{_FOLD})|<(?=[A-Za-z/!?])", re.MULTILINE)
_AUTOLINK = re.compile(r"<(https?://[^\s<>]+)>", re.IGNORECASE)

# Character references that stand for ASCII could spell what is searched for below.
_ASCII_NAMES = "|".join(sorted(
    name for name, text in html5.items() if name.endswith(";") and any(c.isascii() for c in text)
    and name.lower() not in ("lt;", "gt;", "amp;", "quot;")))
_REFERENCE = re.compile(rf"&(?=#(?![1-9][0-9]{{3,5}};)|(?:{_ASCII_NAMES}))")

# Addresses of web pages remain links. One with a quote or a bracket in it could attack a page of
# the formgrader, which writes parts of its own address into a script.
_ADDRESS = re.compile(r"(?:https?:|www\.)[^\s<]*", re.IGNORECASE)
_ADDRESS_START = re.compile(r"https?(?=:)|www(?=\.)", re.IGNORECASE)
_UNSAFE_IN_ADDRESS = re.compile(r'["\\>]|%(?:22|3c|3e|5c)|&(?:#|\w+;)', re.IGNORECASE)

_PICTURE_DATA = r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]+"
_PICTURE_FILE = r"(?:[\w-]+/)*[\w-][\w.-]*\.(?:png|jpe?g|gif|webp)"
# Assignments link to chapters, and every course has its own folders for them.
_CHAPTER = r"(?:\.\./)+(?:(?:[\w-]|%20)+/)*(?:[\w.-]|%20)+\.ipynb(?:\#[\w-]+)?"
# In formulas stands a^{[1](i)} and in code f[1](n=2): letters and numbers lead nowhere.
_TARGET = rf"""(?:https?://[^\s<>()"]*(?:\(\w*\)[^\s<>()"]*)?(?:\s"[^"<>&\\\n]*")?
    |mailto:[\w.+-]+@[\w.-]+ |\#[\w.-]* |attachment:[\w.-]+ |{_PICTURE_DATA} |{_PICTURE_FILE}
    |{_CHAPTER} |[\w+*^{{}}=,\ -]*)"""
_LINK = re.compile(rf"\]\((?!{JOINER}|{_TARGET}\))", re.IGNORECASE | re.VERBOSE)
_DEFINITION = re.compile(rf"""\]:(?!{JOINER}
    |\s*+(?:https?://[^\s<>"]*|[\w+*^{{}}=,-]+)?(?:\s|\Z))""", re.IGNORECASE | re.VERBOSE)
# A picture from elsewhere would tell its server who reads when; it becomes a link.
_PICTURE = re.compile(rf"""!\[(?=([^][()<>&\\`$!"\n]{{0,300}}
    \]\((?:attachment:(?P<attachment>[\w.-]+)|{_PICTURE_DATA}|{_PICTURE_FILE})\))?)""",
                      re.IGNORECASE | re.VERBOSE)

# What links, loads, styles, or changes the meaning of other people's formulas on the page.
_MACRO = re.compile(r"""\\(?=(?:href|url|html\w*|data|class|cssId|style|bbox|enclose|mmlToken
    |require|unicode|includegraphics|mathtip|texttip|toggle|[egx]?def|let|futurelet|newtheorem
    |(?:re)?newcommand|providecommand|(?:re)?newenvironment|Newextarrow|Declare\w+)
    (?![A-Za-z]))""", re.VERBOSE)


def harmless(text: str, attachments: Collection[str] = ()) -> str:
    """Markdown that shows what `text` says and does nothing.

    HTML shows as text, but for the lines that begin and end a fold. Links to web pages stay,
    and so do pictures that came with the notebook: the named `attachments`, files beside it, and
    data.
    """
    def picture(found: re.Match[str]) -> str:
        name = found["attachment"]
        shown = found[1] is not None and (name is None or name in attachments)
        return found[0] if shown else f"!{JOINER}["

    text = _AUTOLINK.sub(r"\1", text)
    text = _TAG.sub(lambda found: found["fold"] or f"<{SPACE}", text)
    text = _REFERENCE.sub(f"&{JOINER}", text)
    text = _MACRO.sub(rf"\\{JOINER}", text)
    text = _ADDRESS.sub(_harmless_address, text)
    text = _PICTURE.sub(picture, text)
    text = _LINK.sub(f"]({JOINER}", text)
    return _DEFINITION.sub(f"]:{JOINER}", text)


def _harmless_address(found: re.Match[str]) -> str:
    if not _UNSAFE_IN_ADDRESS.search(found[0].rstrip('"')):
        return found[0]
    return _ADDRESS_START.sub(rf"\g<0>{JOINER}", found[0])


def shortened(text: str) -> str:
    """Text of a length that can be shown in little time."""
    if len(re.sub(_PICTURE_DATA, "", text)) <= MAX_MARKDOWN:
        return text
    return f"{text[:MAX_MARKDOWN]}\n\n{_(CUT)}"


class CleanMarkdown(NbGraderPreprocessor):
    """Make every markdown cell harmless but those that are locked, which are ours."""

    @in_its_language
    def preprocess(self, nb: NotebookNode,
                   resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Clean each cell."""
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell: NotebookNode, resources: ResourcesDict,
                        cell_index: int) -> tuple[NotebookNode, ResourcesDict]:
        """Clean one cell."""
        locked = cell.metadata.get("nbgrader", {}).get("locked", False)
        if cell.cell_type == "markdown" and not locked:
            text, attachments = in_plain_form(shortened(cell.source), cell.get("attachments", {}))
            cell.source = harmless(text, attachments)
            if attachments:
                cell.attachments = attachments
        return cell, resources
