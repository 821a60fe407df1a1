"""Pictures pasted into a written answer: however they are referred to, in one plain form.

Editors write the reference in many ways (the name percent-encoded, with brackets, in angle
brackets, followed by a title, in an <img>, by a label that is defined elsewhere), of which each
renderer knows some. Each becomes `![text](attachment:name)`, with a name that is safe everywhere.
"""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote

PLAIN = re.compile(r"[\w.-]+", re.ASCII)  # others are encoded by some renderers
UNSAFE_IN_TEXT = re.compile(r'[][()<>&\\`$!"\n]+')
MAX_TEXT = 300  # characters of each part
# The name ends where its brackets are balanced.
_REFERENCE = re.compile(rf"""!\[(?P<text>[^\n]{{0,{MAX_TEXT}}}?)\]\([ ]*
    (?:<attachment:(?P<angled>[^<>\n]{{1,{MAX_TEXT}}})>
      |attachment:(?P<bare>(?:\\[()]|[^()<>"\n]|\([^()<>"\n]{{0,{MAX_TEXT}}}\)){{1,{MAX_TEXT}}}?))
    (?:[ ]+(?:"[^"\n]{{0,{MAX_TEXT}}}"|'[^'\n]{{0,{MAX_TEXT}}}'))?[ ]*\)
    |<img\b[^<>\n]{{0,{MAX_TEXT}}}?\bsrc\s{{0,3}}=\s{{0,3}}
      (?P<quote>["'])attachment:(?P<source>[^"'<>\n]{{1,{MAX_TEXT}}})(?P=quote)
      [^<>\n]{{0,{MAX_TEXT}}}>""", re.VERBOSE | re.IGNORECASE)

# By a label, `![text][label]`, `![label][]` or `![label]`, and `[label]: target` on a line.
_LABELLED = re.compile(
    rf"!\[(?P<text>[^][\n]{{0,{MAX_TEXT}}})\](?:\[(?P<label>[^][\n]{{0,{MAX_TEXT}}})\])?(?![(\[])")
_DEFINITION = re.compile(rf"""^[ ]{{0,3}}\[(?P<label>[^][\n]{{1,{MAX_TEXT}}})\]:[ \t]*\n?[ \t]*
    (?P<angle><)?(?:attachment:(?P<name>(?(angle)[^<>\n]|[^<>\s]){{1,{MAX_TEXT}}})
      |data:(?P<mime>image/(?:png|jpeg|gif|webp));base64,(?P<data>[A-Za-z0-9+/=]+))(?(angle)>)
    (?:[ \t]+(?:"[^"\n]{{0,{MAX_TEXT}}}"|'[^'\n]{{0,{MAX_TEXT}}}'|\([^()\n]{{0,{MAX_TEXT}}}\)))?
    [ \t]*$\n?""", re.VERBOSE | re.IGNORECASE | re.MULTILINE)


def in_plain_form(text: str, attachments: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return markdown with plain references to its attachments, and these by their new names.

    A reference to what is not attached stays as it is.

    >>> in_plain_form('![plot](<attachment:a (1).png> "A title")', {"a (1).png": {}})
    ('![plot](attachment:picture-1)', {'picture-1': {}})
    """
    names = {_key(name): name for name in attachments}
    attachments = dict(attachments)
    labels: dict[str, str] = {}  # the name of the attachment that each of them means

    def taken(found: re.Match[str]) -> str:
        name = _attached(found["name"], names) if found["name"] else f"[{found['label']}]"
        if found["data"]:
            attachments[name] = {found["mime"].lower(): found["data"]}
        if name:
            labels.setdefault(_label(found["label"]), name)
        return "" if name else found[0]

    text = _DEFINITION.sub(taken, text)
    plain = _plain_names(attachments)

    def rewritten(found: re.Match[str]) -> str:
        return picture(found, _attached(found["angled"] or found["bare"] or found["source"], names))

    def picture(found: re.Match[str], name: str) -> str:
        shown = UNSAFE_IN_TEXT.sub(" ", found["text"] or "")
        return f"![{shown}](attachment:{plain[name]})" if name else found[0]

    if labels:
        text = _LABELLED.sub(lambda found: picture(
            found, labels.get(_label(found["label"] or found["text"]), "")), text)
    if attachments:
        text = _REFERENCE.sub(rewritten, text)
    return text, {plain[name]: pictures for name, pictures in attachments.items()}


def _attached(given: str, names: Mapping[str, str]) -> str:
    """The name of the attachment that a reference gives in one of many spellings; else ""."""
    for spelling in (given, unquote(given), unescape(unquote(given)),
                     re.sub(r"\\(?=[^\w\s])", "", unquote(given))):
        if _key(spelling) in names:
            return names[_key(spelling)]
    return ""


def _label(text: str) -> str:
    """What labels have in common that mean the same."""
    return " ".join(text.split()).casefold()


def _key(name: str) -> str:
    """What names have in common that mean one attachment: they may be encoded where it is kept."""
    return normalize("NFC", unquote(name)).strip()


def _plain_names(attachments: Mapping[str, Any]) -> dict[str, str]:
    """Names that may stand in every reference, by the ones that were given."""
    plain = {name: name for name in attachments if PLAIN.fullmatch(name)}
    number = 0
    for name in attachments:
        if name not in plain:
            number += 1
            while f"picture-{number}" in plain.values():
                number += 1
            plain[name] = f"picture-{number}"
    return plain
