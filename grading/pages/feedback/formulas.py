"""Formulas of a feedback page: TeX made into MathML, which a browser shows without a script."""

import re
from functools import lru_cache
from html import escape

from math_core import LatexError, LatexToMathML
from nbconvert.filters.markdown_mistune import IPythonRenderer

from grading.hand_ins.clean import JOINER, SPACE

MAX_FORMULA = 2_000  # characters; what is longer shows as it was written
LONG = 40  # characters, from which on a formula in a line may be wider than a phone
# The macros of one formula do not reach the next.
CONVERTER = LatexToMathML(macros={"LaTeX": r"\text{LaTeX}"}, fancy_error=False)
# What the converter writes, and all that passes: it escapes nearly everything, but not the name in
# "^\operatorname{<b>}".
_TAGS = ("math|m[inos]|mtext|mspace|mrow|mfrac|msqrt|mroot|mstyle|mpadded|mphantom|menclose|mtable"
         "|mtr|mtd|msub|msup|msubsup|munder|mover|munderover|mmultiscripts|mprescripts")
_NAMES = ("display|displaystyle|scriptlevel|lspace|rspace|width|height|depth|voffset|stretchy"
          "|symmetric|fence|separator|form|largeop|movablelimits|minsize|maxsize|accent"
          "|accentunder|linethickness|mathvariant|notation|class")
_STYLES = "color|width|text-align|justify-items|(?:margin|padding|border)-(?:left|right|top)"
KNOWN = re.compile(rf"""</(?:{_TAGS})> | <(?:{_TAGS})
    (?:\ (?:{_NAMES})="[\w.%+ -]*" | \ style="(?:(?:{_STYLES}):[\w.%\# -]*;?)*")*/?>""", re.VERBOSE)


@lru_cache(maxsize=4096)
def mathml(tex: str, is_block: bool) -> str:
    """A formula as HTML, everything in it escaped; what is no TeX that we know shows as code.

    >>> mathml("x", False)
    '<math><mi>x</mi></math>\u2060'
    >>> mathml("<x>{", False)
    '<code>&lt;x&gt;{</code>\u2060'
    """
    shown = _converted(tex, is_block) or f"<code>{escape(tex)}</code>"
    if is_block:
        return f'<div class="formula">{shown}</div>'
    if len(tex) > LONG:
        shown = f'<span class="formula">{shown}</span>'
    return shown + JOINER  # a comma behind it stays on its line


def _converted(tex: str, is_block: bool) -> str:
    """A formula as MathML, "" if it cannot be."""
    if len(tex) > MAX_FORMULA:
        return ""
    try:
        # Cleaning has put a space behind "<", which nothing here takes for a tag.
        written = CONVERTER.convert_with_local_state(tex.replace(f"<{SPACE}", "<"),
                                                     displaystyle=is_block)
    except LatexError:
        return ""
    return "" if "<" in KNOWN.sub("", written) else written


class WithMathML(IPythonRenderer):
    """nbconvert's renderer of markdown, which leaves formulas to a script, without the script."""

    def block_math(self, body: str) -> str:
        """Show what stands between two $$."""
        return mathml(body, True)

    def inline_math(self, body: str) -> str:
        """Show what stands between two $."""
        return mathml(body, False)

    def latex_environment(self, name: str, body: str) -> str:
        r"""Show what stands between \\begin and \\end."""
        return mathml(rf"\begin{{{name}}}{body}\end{{{name}}}", True)
