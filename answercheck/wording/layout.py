"""The layout of a verdict, as plain text and in HTML."""

from collections.abc import Sequence
from html import escape

from answercheck.translation import ngettext
from answercheck.translation import translate as _
from answercheck.tried import TriedCall
from answercheck.verdict import Mark, Verdict
from answercheck.wording.verdicts import headline, sentences

SYMBOL = {Mark.RIGHT: "✓", Mark.SHAPE: "◐", Mark.WRONG: "✗"}
# Behind a white sign, so that it can be read on a light page and on a dark one.
COLOUR = {Mark.RIGHT: "#00795a", Mark.SHAPE: "#9a6700", Mark.WRONG: "#b3480a"}


def text(verdict: Verdict, points: str = "", tried: Sequence[TriedCall] = ()) -> str:
    """Return the verdict as plain text.

    Parameters
    ----------
    verdict : of an exercise
    points : the end of the first line, as in "6 of 10 points"
    tried : calls of visible cases that failed
    """
    mark = "✓" if verdict.passed else "✗"
    lines = [f"{mark} {_first_line(verdict, points)}",
             *(f"  {sentence}" for sentence in sentences(verdict))]
    marks = verdict.marks()
    if len(marks) > 1 and not verdict.passed:
        lines.append("  " + "   ".join(f"{SYMBOL[o]} {name}" for name, o in marks.items()))
    for call in tried:
        lines += ["", f"  {_heading(call)}", *([f"    {call.line}"] if call.line else []),
                  *(f"    {one}" for one in _outcome(call))]
    return "\n".join(lines)


def _first_line(verdict: Verdict, points: str) -> str:
    first = headline(verdict)
    return _("{headline}, {points}").format(headline=first, points=points) if points else first


def html(verdict: Verdict, points: str = "", tried: Sequence[TriedCall] = ()) -> str:
    """Return the verdict as one HTML element; what students can choose in it is escaped.

    Parameters as of `text`.
    """
    first = escape(_first_line(verdict, points))
    items = "".join(f"<li>{_code(escape(one))}</li>" for one in sentences(verdict))
    marks = verdict.marks()
    parts = "".join(
        f'<span style="margin-right:1em">{_sign(o)} <code>{escape(name)}</code></span>'
        for name, o in marks.items()) if len(marks) > 1 else ""
    return (
        f'<div style="border-left:4px solid {COLOUR[verdict.mark()]};padding:.4em .8em;'
        f'margin:.3em 0;background:rgba(127,127,127,.08);max-width:60em">'
        f"{_sign(verdict.mark())} <b>{first}</b>"
        + (f'<ul style="margin:.3em 0;padding-left:1.2em">{items}</ul>' if items else "")
        + (f"<div>{parts}</div>" if parts else "") + _all_tried_html(tried) + "</div>")


def _sign(mark: Mark) -> str:
    return (f'<b style="color:#fff;background:{COLOUR[mark]};border-radius:3px;padding:0 .35em">'
            f"{SYMBOL[mark]}</b>")


def _all_tried_html(tried: Sequence[TriedCall]) -> str:
    """Show the first case that failed, and the others folded under it."""
    first, *others = map(_tried_html, tried) if tried else [""]
    if not others:
        return first
    count = ngettext("{n} more case that failed", "{n} more cases that failed",
                     len(others)).format(n=len(others))
    return (f'{first}<details style="margin-top:.5em"><summary>{count}</summary>'
            f"{''.join(others)}</details>")


def _tried_html(call: TriedCall) -> str:
    line = (f'<pre style="margin:.2em 0;white-space:pre-wrap">{escape(call.line)}</pre>'
            if call.line else "")
    outcome = "".join(f"<div>{_code(escape(one))}</div>" for one in _outcome(call))
    return f'<div style="margin-top:.5em">{escape(_heading(call))}{line}{outcome}</div>'


def _heading(call: TriedCall) -> str:
    pattern = _("Case “{case}”, to try by hand:") if call.line else _("Case “{case}”:")
    return pattern.format(case=_(call.label))


def _outcome(call: TriedCall) -> list[str]:
    """Return what a call of a visible case gave, and what it should give."""
    lines = []
    if call.returned:
        lines.append(_("returned `{value}`").format(value=call.returned))
    if call.expected:
        lines.append(_("expected `{value}`").format(value=call.expected))
    if call.entry:
        lines.append(_("`{entry}` is {given}; it should be {wanted}").format(
            entry=call.entry, given=call.given, wanted=call.wanted))
    return lines


def _code(escaped: str) -> str:
    """Set what stands in `backticks` of an escaped sentence as <code>."""
    pieces = escaped.split("`")
    if len(pieces) % 2 == 0:
        return escaped
    return "".join(f"<code>{piece}</code>" if i % 2 else piece for i, piece in enumerate(pieces))
