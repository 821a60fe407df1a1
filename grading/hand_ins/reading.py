"""Reading whatever was handed in as a notebook.

nbformat refuses a damaged notebook, and nbgrader then drops the student. Here a file is read as
far as it can be; one that cannot be read at all becomes a notebook that says so.
"""

import json
import lzma
import re
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell, new_notebook

from answercheck import wording
from answercheck.verdict import Finding, finding
from grading.course.languages import named_language, set_language
from grading.hand_ins.cells import code_cell, text_cell
from grading.hand_ins.compressed import unpacked
from grading.words import ENGLISH, languages
from grading.words import translate as _

PLACED = "nn_course_placed"  # where they say from which file `intake` has written it
UNREADABLE = "nn_course_unreadable"  # where a notebook's metadata say why; a finding
NOTES = "nn_course_notes"  # where they say what intake and restoring have done; findings
ASKED = "nn_course_kernel"  # where its metadata say which kernel was asked for
NO_NOTEBOOK = finding("file_is_no_notebook")
MAX_BYTES = 50 * 2**20
MAX_CELLS = 2_000
MAX_NOTES = 20
MAX_SOURCE = 500_000  # characters of one cell
MAX_OUTPUT = 2**20  # characters of one output
MAX_PICTURE = 2**22  # characters of one picture
PICTURES = ("image/png", "image/jpeg")
PASTED_PICTURES = (*PICTURES, "image/gif", "image/webp")
MAX_DOCUMENTS = 5  # of JSON in one file
_FILLED = re.compile(r"[^\s\0\ufeff]")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
# What acts on a terminal: escape sequences (colours, window titles, …) and control characters.
CONTROLS = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
                      r"|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Left by a web page or a chat from which code was copied; to Python they are no spaces.
_INDENTATION = re.compile(r"^[ \t\u00a0]*\u00a0[ \t\u00a0]*", re.MULTILINE)
KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
# Pages highlight by this. IPython's own rules take minutes for some cells of 100 000 characters.
LANGUAGE = {"name": "python", "pygments_lexer": "python3"}


class UnreadableError(ValueError):
    """A file from which no notebook can be had; `why` says it as a finding."""

    def __init__(self, code: str, **values: Any) -> None:
        self.why = finding(code, **values)
        super().__init__(wording.reason(self.why))


def read(file: BinaryIO) -> NotebookNode:
    """The notebook in a file; never fails."""
    try:
        content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise UnreadableError("file_too_large", limit_mb=MAX_BYTES // 2**20)
        return parse(content)
    except UnreadableError as error:
        return unreadable(error.why)
    except RecursionError:
        return unreadable(NO_NOTEBOOK)


def unreadable(why: Finding) -> NotebookNode:
    """The notebook that stands for one which cannot be read."""
    notice = new_markdown_cell(
        _("**This submission could not be graded: {reason}.**").format(reason=wording.reason(why)))
    return new_notebook(cells=[notice], metadata={"kernelspec": KERNEL, "language_info": LANGUAGE,
                                                  UNREADABLE: why.data()})


def parse(content: bytes) -> NotebookNode:
    """The notebook in these bytes: any encoding, any notebook format, missing or odd fields.

    Raises
    ------
    UnreadableError
        If it is no notebook.
    """
    text = decode(_unpacked(content))
    if not text.strip():
        raise UnreadableError("file_empty")
    data = _first_notebook(text)
    raw_cells = _raw_cells(data)
    if len(raw_cells) > MAX_CELLS:
        raise UnreadableError("too_many_cells", limit=MAX_CELLS)
    cells = [_cell(raw, number) for number, raw in enumerate(raw_cells) if isinstance(raw, dict)]
    notebook = new_notebook(metadata={"kernelspec": KERNEL, "language_info": LANGUAGE})
    notebook.cells = cells
    metadata = data.get("metadata")
    if isinstance(metadata, dict) and UNREADABLE in metadata:
        notebook.metadata[UNREADABLE] = _reason(metadata[UNREADABLE]).data()
    if isinstance(metadata, dict) and isinstance(metadata.get(PLACED), dict):
        notebook.metadata[PLACED] = {key: _text(metadata[PLACED].get(key))[:200]
                                     for key in ("from", "sha256")}
    if isinstance(metadata, dict) and NOTES in metadata:  # plain nbgrader reads what we wrote
        notebook.metadata[NOTES] = [note.data() for note in notes_in(metadata)]
    # It becomes part of paths and of an environment.
    if isinstance(metadata, dict) and (language := named_language(metadata)) in (
            ENGLISH, *languages()):
        set_language(notebook, language)
    if isinstance(metadata, dict) and isinstance(metadata.get("kernelspec"), dict):
        notebook.metadata[ASKED] = {key: _text(metadata["kernelspec"].get(key))[:200]
                                    for key in ("name", "language")}
    return notebook


def _first_notebook(text: str) -> Any:
    """What the JSON in a text says.

    Behind it may stand what is left of an older file, where a new one was written over its
    beginning, or a second notebook, where one was appended: of two the one with more in it counts.
    """
    decoder, documents, at = json.JSONDecoder(strict=False), list[Any](), 0
    try:
        while len(documents) < MAX_DOCUMENTS and (found := _FILLED.search(text, at)):
            data, at = decoder.raw_decode(text, found.start())
            documents.append(_without_wrapping(data))
    except (ValueError, RecursionError) as error:
        if not any(map(_has_cells, documents)):
            raise _no_json(text, error) if isinstance(error, ValueError) else error from None
    if not documents:
        raise UnreadableError("file_empty")
    return max(documents, key=lambda data: len(str(data)) if _has_cells(data) else -1)


def _has_cells(data: Any) -> bool:
    return isinstance(data, dict) and any(isinstance(data.get(key), list)
                                          for key in ("cells", "worksheets"))


def _without_wrapping(data: Any) -> Any:
    """The notebook in what some programs save: their own record of it, its text, or its cells."""
    if isinstance(data, str) and "{" in data:
        data = json.loads(data, strict=False)
    if isinstance(data, list) and any(isinstance(one, dict) and "cell_type" in one for one in data):
        return {"cells": data}
    if isinstance(data, dict) and not _has_cells(data):
        return next((value for value in data.values() if _has_cells(value)), data)
    return data


def _unpacked(content: bytes) -> bytes:
    """What is in a file that some downloads leave packed."""
    try:
        found = unpacked(content, MAX_BYTES + 1)
    except (zlib.error, OSError, lzma.LZMAError) as error:
        raise UnreadableError("file_damaged", detail=str(error)) from None
    if len(found) > MAX_BYTES:
        raise UnreadableError("file_too_large", limit_mb=MAX_BYTES // 2**20)
    return found


def decode(content: bytes) -> str:
    """The text in a file, whatever its encoding."""
    encoding = json.detect_encoding(content)  # of UTF-8, 16 and 32, with or without a mark
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return content.decode("latin-1" if encoding == "utf-8" else encoding, errors="replace")


def _reason(given: Any) -> Finding:
    """A reason that `unreadable` left in a notebook; of a forged one only what can be said."""
    try:
        why = Finding.from_data(given)
        why = finding(why.code, **{name: value for name, value in list(why.values.items())[:2]
                                   if isinstance(value, str | int)})
        wording.reason(why)
    except (ValueError, KeyError, TypeError):
        return NO_NOTEBOOK
    return why


def notes_in(metadata: Mapping[str, Any]) -> list[Finding]:
    """What a notebook's metadata say was done with it; nothing that cannot be said."""
    given = metadata.get(NOTES)
    found = []
    for data in given[:MAX_NOTES] if isinstance(given, list) else ():
        try:
            note = Finding.from_data(data)
            wording.note(note)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
        found.append(note)
    return found


def _no_json(text: str, error: ValueError) -> UnreadableError:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith(("<<<<<<<", ">>>>>>>")):
            return UnreadableError("file_in_conflict", line=number)
    if text.lstrip().startswith("{"):
        return UnreadableError("file_damaged", detail=str(error))
    return UnreadableError("file_is_no_notebook")


def _raw_cells(data: Any) -> list[Any]:
    """The cells of notebook format 4 and 5, or of the worksheets of format 3."""
    if isinstance(data, dict):
        if isinstance(data.get("cells"), list):
            return data["cells"]
        if isinstance(data.get("worksheets"), list):
            return [cell for sheet in data["worksheets"] if isinstance(sheet, dict)
                    and isinstance(sheet.get("cells"), list) for cell in sheet["cells"]]
    raise UnreadableError("file_without_cells")


def _cell(raw: Mapping[str, Any], number: int) -> NotebookNode:
    """A cell made anew from what is usable: type, source, nbgrader's metadata, outputs."""
    source = _source(raw.get("source", raw.get("input", "")))[:MAX_SOURCE]
    metadata = {}
    given = raw.get("metadata")
    if isinstance(given, dict) and isinstance(given.get("nbgrader"), dict):
        metadata["nbgrader"] = {_text(key): _text(value) if isinstance(value, str) else value
                                for key, value in given["nbgrader"].items()
                                if isinstance(value, str | int | float)}
    name = f"cell-{number}"  # ids as handed in may be missing, doubled, or no ids
    if raw.get("cell_type") != "code":
        cell = text_cell(source, name, metadata)
        pasted = _attachments(raw.get("attachments"))
        return NotebookNode(cell, attachments=pasted) if pasted else cell
    outputs = raw.get("outputs")
    kept = cleaned(outputs) if isinstance(outputs, list) else []
    source = _INDENTATION.sub(lambda spaces: spaces[0].replace("\u00a0", " "),
                              source.lstrip("\ufeff\u200b"))
    return code_cell(source, name, metadata, kept)


def _source(given: Any) -> str:
    """The text of a cell, of whose lines some programs forget to save the ends."""
    if isinstance(given, list) and len(given) > 1 and not any(
            str(line).endswith(("\n", "\r")) for line in given):
        return _text("\n".join(map(str, given)))
    return _text(given)


def _attachments(given: Any) -> dict[str, dict[str, str]]:
    """The pictures that were pasted into a written answer, by name."""
    if not isinstance(given, dict):
        return {}
    pasted = {_text(name): _pictures(data, PASTED_PICTURES) for name, data in given.items()
              if isinstance(data, dict)}
    return {name: pictures for name, pictures in pasted.items() if pictures}


def _pictures(data: dict[str, Any], kinds: Sequence[str] = PICTURES) -> dict[str, str]:
    """Of the representations of an output or an attachment those that are pictures."""
    found = {mime: _text(data[mime]) for mime in kinds if mime in data}
    return {mime: value for mime, value in found.items()
            if len(value) <= MAX_PICTURE and BASE64.fullmatch(value)}


def _text(value: Any) -> str:
    """Text that can be written to a file: json may hold halves of characters, which cannot."""
    if value is None:
        return ""
    text = "".join(map(str, value)) if isinstance(value, list) else str(value)
    return text.encode("utf-8", errors="replace").decode("utf-8")


def _shown(value: Any) -> str:
    """Text as a page or a terminal may show it."""
    return CONTROLS.sub("", _text(value))


def cleaned(outputs: list[Any]) -> list[NotebookNode]:
    """Outputs as text and pictures alone: nothing that a browser or a terminal would act on."""
    return [one for one in map(clean_output, outputs) if one]


def clean_output(output: Any) -> NotebookNode | None:
    """An output as text and pictures alone; None if nothing is left of it."""
    if not isinstance(output, dict):
        return None
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return NotebookNode(output_type="stream", name=name,
                            text=_shown(output.get("text", ""))[:MAX_OUTPUT])
    if kind == "error":
        lines = output.get("traceback")
        return NotebookNode(
            output_type="error", ename=_shown(output.get("ename"))[:200],
            evalue=_shown(output.get("evalue"))[:2_000],
            traceback=[_shown(line)[:5_000] for line in lines[:200]] if isinstance(lines, list)
            else [])
    data = output.get("data")
    if kind not in ("display_data", "execute_result") or not isinstance(data, dict):
        return None
    kept = _pictures(data)
    if "text/plain" in data:
        kept["text/plain"] = _shown(data["text/plain"])[:MAX_OUTPUT]
    # Always display_data: an execute_result is how a graded cell tells its score.
    return NotebookNode(output_type="display_data", data=kept, metadata={}) if kept else None
