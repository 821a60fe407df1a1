"""Find content that would act on its reader: in a page, a table, a terminal or a folder."""

import csv
import re
from html.parser import HTMLParser
from pathlib import Path

ACT = "actOnReader"  # the function that every attack on a reader would call
ADDRESS = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)
MACRO = re.compile(rf"\\(?:href|class|style|cssId|data|url|html\w*)\s*\{{[^}}]*{ACT}")
RUN_BY_A_BROWSER = (".html", ".htm", ".xhtml", ".svg", ".js", ".xml", ".pdf")
FORMULA = re.compile(r"^[=+@-](?![\d.]+$)")
ESCAPE = re.compile(rf"\x1b\]0;{ACT}|\x1b\[2J")


class _Page(HTMLParser):
    """Collects the places in a page where a browser would run an attack."""

    def __init__(self) -> None:
        super().__init__()
        self.acting: set[str] = set()
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        for name, value in attrs:
            if value and ACT in value and (
                    name.startswith("on") or name == "srcdoc" or ADDRESS.match(value)):
                self.acting.add(f"{tag} {name}")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in ("script", "style") and ACT in data:
            self.acting.add(self._inside)
        if MACRO.search(data):
            self.acting.add("formula")


def acting_in_page(page: str) -> list[str]:
    """List the attacks in a page that a browser would run."""
    reader = _Page()
    reader.feed(page)
    reader.close()
    return [f"page: {what}" for what in sorted(reader.acting)]


def acting_in_terminal(text: str) -> list[str]:
    """List the attacks in a text that a terminal would obey."""
    return ["terminal: escape sequence"] if ESCAPE.search(text) else []


def acting_files(folder: Path) -> list[str]:
    """List the files of a folder that a browser would run."""
    return [f"file: {path.name}" for path in sorted(folder.rglob("*"))
            if path.suffix.lower() in RUN_BY_A_BROWSER]


def formulas(table: Path) -> list[str]:
    """List the cells of a CSV file that a spreadsheet would compute."""
    with table.open(encoding="utf-8", newline="") as file:
        return [cell for row in csv.reader(file) for cell in row if FORMULA.match(cell)]
