"""The texts of the book's own pages, which are Markdown with directives of Sphinx."""

import re
from collections.abc import Iterator
from dataclasses import replace

from grading.translation.code_text import units_of_code
from grading.translation.markdown_text import units_of_markdown
from grading.translation.units import Unit

# What is no Markdown: a page's head, a directive with what is in it, a line around others.
BLOCK = re.compile(r"\A---\n(?:.*\n)*?---$"
                   r"|^(?P<fence>`{3,})\{(?P<name>[\w-]+)\} ?(?P<title>.*)\n(?P<body>(?:.*\n)*?)"
                   r"(?P=fence)$"
                   r"|^:{3,}.*$", re.MULTILINE)
OPTIONS = re.compile(r"(?:^:.*\n)*", re.MULTILINE)
SHOWN = re.compile(r"^:caption: (?P<caption>.+)$|^: +alt: (?P<alt>.+)$", re.MULTILINE)
OF_README = re.compile(r'^:(?:start-after|end-before): "## (?P<heading>.+)"$', re.MULTILINE)
# Of the README: what stands in a block of code as it is, or is said of commands beside them.
CODE_BLOCK = re.compile(r"^```\n(?P<block>(?:.*\n)*?.*)\n```$"
                        r"|^    (?P<commands>\S.*# .*(?:\n    \S.*# .*)*)$", re.MULTILINE)
TITLED = {"exercise", "admonition"}
HEADING = "heading of the README"  # the kind of a text that has its translation there


def units_of_page(text: str) -> Iterator[Unit]:
    """The units of a page: those of its Markdown, and titles, captions and code of directives."""
    start = 0
    for block in BLOCK.finditer(text):
        yield from _moved(units_of_markdown(text[start:block.start()]), start)
        if block["name"]:
            yield from _units_of_directive(block)
        start = block.end()
    yield from _moved(units_of_markdown(text[start:]), start)


def units_of_readme(text: str) -> Iterator[Unit]:
    """The units of the README: those of its Markdown, and blocks of code with words in them."""
    yield from units_of_markdown(text)
    for found in CODE_BLOCK.finditer(text):
        yield _unit(found, found.lastgroup, 0, "block of code, for a font of fixed width")


def _moved(units: Iterator[Unit] | list[Unit], start: int) -> Iterator[Unit]:
    """The units of a part of a text that begins at `start`, as units of the whole."""
    for unit in units:
        yield replace(unit, start=start + unit.start, end=start + unit.end)


def _units_of_directive(block: re.Match[str]) -> Iterator[Unit]:
    name, body = block["name"], block["body"]
    if name in TITLED:
        yield _unit(block, "title", 0, "title")
    options = OPTIONS.match(body)
    for found in SHOWN.finditer(options[0]):
        yield _unit(found, found.lastgroup, block.start("body"), found.lastgroup)
    for found in OF_README.finditer(options[0]):
        yield _unit(found, "heading", block.start("body"), HEADING)
    inside = {**dict.fromkeys(TITLED, units_of_markdown), "code-cell": units_of_code}
    if name in inside:
        yield from _moved(inside[name](body[options.end():]), block.start("body") + options.end())


def _unit(found: re.Match[str], group: str, start: int, kind: str) -> Unit:
    return Unit(start + found.start(group), start + found.end(group), found[group], kind,
                lambda translation: translation)
