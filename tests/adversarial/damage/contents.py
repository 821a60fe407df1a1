"""Damage to the bytes of the file."""

import os
from pathlib import Path

from tests.adversarial.damage.making import by_bytes, by_json
from tests.adversarial.sample import Sample, SampleNotebook

MB, GB = 2**20, 2**30


def _conflict(text: str) -> bytes:
    lines = text.splitlines(keepends=True)
    middle = len(lines) // 2
    marked = ["<<<<<<< HEAD\n", lines[middle], "=======\n", lines[middle], ">>>>>>> theirs\n"]
    return "".join([*lines[:middle], *marked, *lines[middle + 1:]]).encode()


def _half_an_emoji(notebook: dict) -> None:
    notebook["cells"].insert(0, {"cell_type": "markdown", "metadata": {}, "source": "\ud83d"})
    notebook["cells"].insert(0, {"cell_type": "code", "metadata": {}, "source": "s = '\ud83d'",
                                 "outputs": [], "execution_count": None})


def _many_zeros(notebook: SampleNotebook, folder: Path) -> None:
    """Make a sparse file, which takes no space on the disk."""
    path = notebook.save(folder)
    path.write_bytes(b"")
    os.truncate(path, 20 * GB)


BYTES = (
    by_bytes("not-json", "A photo is handed in under the notebook's name; zero and a reason.",
             lambda text: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "zero"),
    by_bytes("empty-file", "The file is empty; zero and a reason.", lambda text: b"", "zero"),
    by_bytes("cut-off", "The file ends in the middle; zero and a reason.",
             lambda text: text.encode()[:len(text) // 2], "zero"),
    by_bytes("merge-conflict", "A merge conflict's markers stand in the file; zero and a reason.",
             _conflict, "zero"),
    by_bytes("not-a-notebook", "The file is json but no notebook; zero and a reason.",
             lambda text: b'["cells", {"cells": 3}]', "zero"),
    by_bytes("deep-json", "The file is json nested a hundred thousand deep; zero and a reason.",
             lambda text: b"[" * 100_000 + b"]" * 100_000, "zero"),
    by_bytes("utf-16", "The file is in UTF-16; read, full points.",
             lambda text: text.encode("utf-16"), "full"),
    by_bytes("byte-order-mark", "The file starts with a byte-order mark; read, full points.",
             lambda text: text.encode("utf-8-sig"), "full"),
    by_bytes("latin-1", "The file is in Latin-1; read, full points.",
             lambda text: text.encode("latin-1", errors="replace"), "full"),
    by_bytes("windows-lines", "The file, and the code in it, have Windows line ends; full points.",
             lambda text: text.replace("\\n", "\\r\\n").replace("\n", "\r\n").encode(), "full"),
    by_json("half-an-emoji", "Half an emoji stands in two cells, which no file can hold; "
          "full points.", _half_an_emoji),
    by_json("large", "The outputs take 20 MB; full points.", lambda notebook: _fill(notebook, 20)),
    by_json("too-large", "The outputs take 200 MB; zero and a reason.",
          lambda notebook: _fill(notebook, 200), "zero"),
    Sample("too-large-by-far", "The file has 20 GB, all zeros; zero and a reason.",
           _many_zeros, unsafe_for_stock=True),
)


def _fill(notebook: dict, n_mb: int) -> None:
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * MB}] * n_mb
