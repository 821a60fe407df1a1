"""Converting TeX formulas to MathML, which browsers show without a script."""

import re
from functools import lru_cache
from html import escape

from math_core import LatexError, LatexToMathML
from nbconvert.filters.markdown_mistune import IPythonRenderer

from grading.hand_ins.clean import JOINER, SPACE

MAX_FORMULA = 2_000  # characters; longer formulas are shown as TeX
LONG = 40  # characters of TeX, from which on an inline formula may be wider than a phone
# The macros of one formula do not reach the next.
CONVERTER = LatexToMathML(macros={"LaTeX": r"\text{LaTeX}"}, fancy_error=False)
# Tags and attributes that the converter writes; nothing else passes, for it escapes nearly
# everything, but not the name in "^\operatorname{<b>}".
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
    """Return a formula as HTML, escaped; TeX that cannot be converted is shown as code.

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
    return shown + JOINER  # keeps a comma that follows on the same line


def _converted(tex: str, is_block: bool) -> str:
    """Return a formula as MathML; "" if it cannot be converted."""
    if len(tex) > MAX_FORMULA:
        return ""
    try:
        # Cleaning has put a space after "<", which is needed no more.
        written = CONVERTER.convert_with_local_state(tex.replace(f"<{SPACE}", "<"),
                                                     displaystyle=is_block)
    except LatexError:
        return ""
    return "" if "<" in KNOWN.sub("", written) else written


class WithMathML(IPythonRenderer):
    """nbconvert's markdown renderer, with formulas as MathML instead of MathJax."""

    def block_math(self, body: str) -> str:
        """Render a formula between `$$`."""
        return mathml(body, True)

    def inline_math(self, body: str) -> str:
        """Render a formula between `$`."""
        return mathml(body, False)

    def latex_environment(self, name: str, body: str) -> str:
        r"""Render a formula between `\begin` and `\end`."""
        return mathml(rf"\begin{{{name}}}{body}\end{{{name}}}", True)
