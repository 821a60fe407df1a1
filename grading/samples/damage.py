"""Damage without intent: right answers in a bad state, which must not cost what is not damaged.

Every specimen starts from the notebook with the reference solutions.
"""

import ast
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_output

from grading.samples.sheet import Sheet
from grading.samples.specimen import HONEST, Specimen, answer_all, exercises

MB = 2**20


def _bytes(name: str, sentence: str, damage: Callable[[str], bytes], expected: Any) -> Specimen:
    """Damage the text of the file."""
    def make(sheet: Sheet, folder: Path) -> None:
        answer_all(sheet, folder.name)
        sheet.insert('print("Grüße, 你好")')
        path = sheet.save(folder)
        path.write_bytes(damage(path.read_text(encoding="utf-8")))
    return Specimen(name, sentence, make, expected)


def _json(name: str, sentence: str, damage: Callable[[dict], object],
          expected: Any = "full") -> Specimen:
    """Damage the notebook's json; `damage` changes it in place."""
    def change(text: str) -> bytes:
        notebook = json.loads(text)
        damage(notebook)
        return json.dumps(notebook).encode()
    return _bytes(name, sentence, change, expected)


def _sheet(name: str, sentence: str, damage: Callable[[Sheet, list[str]], object],
           expected: Any = "full") -> Specimen:
    """Damage the answered sheet; `damage` gets it with the names of the exercises."""
    def make(sheet: Sheet, folder: Path) -> None:
        answer_all(sheet, folder.name)
        damage(sheet, exercises(sheet))
        sheet.save(folder)
    return Specimen(name, sentence, make, expected)


def _style(name: str, sentence: str, change: Callable[[str, str], str]) -> Specimen:
    """Rewrite each solution cell, given its name and code."""
    def make(sheet: Sheet, folder: Path) -> None:
        for exercise, code in answer_all(sheet, folder.name).items():
            sheet.answer(exercise, change(exercise, code))
        sheet.save(folder)
    return Specimen(name, sentence, make, "full")


def _files(name: str, sentence: str, place: Callable[[Path, Path], object],
           expected: Any = "full") -> Specimen:
    """Move the file about; `place` gets the submission's folder and the file in it."""
    def make(sheet: Sheet, folder: Path) -> None:
        answer_all(sheet, folder.name)
        place(folder, sheet.save(folder))
    return Specimen(name, sentence, make, expected)


def _first(code: str) -> Callable[[Sheet, list[str]], object]:
    """Insert a cell before the others."""
    return lambda sheet, names: sheet.insert(code)


def _in_one_answer(code: str) -> Callable[[Sheet, list[str]], object]:
    """Do something in the second exercise's function instead of answering."""
    def damage(sheet: Sheet, names: list[str]) -> None:
        sheet.answer(names[1], f"def {names[1]}(*args, **kwargs):\n    {code}\n")
    return damage


# --- the bytes of the file ------------------------------------------------------------------------

def _conflict(text: str) -> bytes:
    lines = text.splitlines(keepends=True)
    middle = len(lines) // 2
    marked = ["<<<<<<< HEAD\n", lines[middle], "=======\n", lines[middle], ">>>>>>> theirs\n"]
    return "".join([*lines[:middle], *marked, *lines[middle + 1:]]).encode()


def _half_an_emoji(notebook: dict) -> None:
    notebook["cells"].insert(0, {"cell_type": "markdown", "metadata": {}, "source": "\ud83d"})
    notebook["cells"].insert(0, {"cell_type": "code", "metadata": {}, "source": "s = '\ud83d'",
                                 "outputs": [], "execution_count": None})


BYTES = (
    _bytes("not-json", "A photo is handed in under the notebook's name; zero and a reason.",
           lambda text: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "zero"),
    _bytes("empty-file", "The file is empty; zero and a reason.", lambda text: b"", "zero"),
    _bytes("cut-off", "The file ends in the middle; zero and a reason.",
           lambda text: text.encode()[:len(text) // 2], "zero"),
    _bytes("merge-conflict", "A merge conflict's markers stand in the file; zero and a reason.",
           _conflict, "zero"),
    _bytes("not-a-notebook", "The file is json but no notebook; zero and a reason.",
           lambda text: b'["cells", {"cells": 3}]', "zero"),
    _bytes("deep-json", "The file is json nested a hundred thousand deep; zero and a reason.",
           lambda text: b"[" * 100_000 + b"]" * 100_000, "zero"),
    _bytes("utf-16", "The file is in UTF-16; read, full points.",
           lambda text: text.encode("utf-16"), "full"),
    _bytes("byte-order-mark", "The file starts with a byte-order mark; read, full points.",
           lambda text: text.encode("utf-8-sig"), "full"),
    _bytes("latin-1", "The file is in Latin-1; read, full points.",
           lambda text: text.encode("latin-1", errors="replace"), "full"),
    _bytes("windows-lines", "The file, and the code in it, have Windows line ends; full points.",
           lambda text: text.replace("\\n", "\\r\\n").replace("\n", "\r\n").encode(), "full"),
    _json("half-an-emoji", "Half an emoji stands in two cells, which no file can hold; "
          "full points.", _half_an_emoji),
    _json("large", "The outputs take 20 MB; full points.", lambda notebook: _fill(notebook, 20)),
    _json("too-large", "The outputs take 60 MB; zero and a reason.",
          lambda notebook: _fill(notebook, 60), "zero"),
)


def _fill(notebook: dict, n_mb: int) -> None:
    cell = next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * MB}] * n_mb


# --- the notebook format --------------------------------------------------------------------------

def _format_3(notebook: dict) -> None:
    cells = notebook.pop("cells")
    for cell in cells:
        if cell["cell_type"] == "code":
            cell.update(input=cell.pop("source"), language="python", collapsed=False,
                        prompt_number=None)
            cell.pop("execution_count", None)
    notebook.update(nbformat=3, nbformat_minor=0, worksheets=[{"cells": cells, "metadata": {}}])


def _format_5(notebook: dict) -> None:
    notebook.update(nbformat=5, nbformat_minor=0)


def _format_4_0(notebook: dict) -> None:
    notebook.update(nbformat=4, nbformat_minor=0)
    _no_ids(notebook)


def _no_ids(notebook: dict) -> None:
    for cell in notebook["cells"]:
        cell.pop("id", None)


def _same_ids(notebook: dict) -> None:
    for cell in notebook["cells"]:
        cell["id"] = "same"


def _kernelspec(spec: Any) -> Callable[[dict], None]:
    return lambda notebook: notebook["metadata"].update(kernelspec=spec)


def _no_kernelspec(notebook: dict) -> None:
    notebook["metadata"] = {}


def _odd_fields(notebook: dict) -> None:
    """Fields that other programs leave out, or write in their own way."""
    del notebook["nbformat_minor"], notebook["metadata"]
    for number, cell in enumerate(notebook["cells"]):
        cell["source"] = cell["source"] if number % 2 else "".join(cell["source"])
        if cell["cell_type"] == "code":
            cell["outputs"] = None
            del cell["execution_count"]
    notebook["cells"] += [None, 3, {}, {"cell_type": "heading", "source": ["Results"], "level": 2}]


FORMAT = (
    _json("format-3", "The notebook is of format 3; full points.", _format_3),
    _json("format-4.0", "The notebook is of format 4.0; full points.", _format_4_0),
    _json("format-5", "The notebook says it is of format 5; full points.", _format_5),
    _json("ids-missing", "The cells have no ids; full points.", _no_ids),
    _json("ids-doubled", "All cells have the same id; full points.", _same_ids),
    _json("kernelspec-missing", "There is no kernelspec; full points.", _no_kernelspec),
    _json("kernelspec-null", "The kernelspec is null; full points.", _kernelspec(None)),
    _json("kernelspec-unknown", "The kernelspec is one that we lack; full points.", _kernelspec(
        {"name": "my-env", "display_name": "my env", "language": "python"})),
    _json("kernelspec-r", "The kernelspec is R's, the code is Python; full points.", _kernelspec(
        {"name": "ir", "display_name": "R", "language": "R"})),
    _json("fields-odd", "Fields are missing or null; full points.", _odd_fields),
)

# --- files and folders ----------------------------------------------------------------------------


def _rename(name: str) -> Callable[[Path, Path], object]:
    def place(folder: Path, path: Path) -> None:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
    return place


def _upper(folder: Path, path: Path) -> None:
    path.rename(path.with_name(path.stem.upper() + ".IPYNB"))


def _zipped(folder: Path, path: Path) -> None:
    with zipfile.ZipFile(folder / "handed in.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, f"week/{path.name}")
        archive.writestr("__MACOSX/._" + path.name, b"\x00\x05\x16\x07")
    path.unlink()


def _broken_zip(folder: Path, path: Path) -> None:
    path.unlink()
    (folder / "week.zip").write_bytes(b"PK\x03\x04 cut off")


def _only_text(folder: Path, path: Path) -> None:
    path.rename(folder / "answers.txt")


def _as_folder(folder: Path, path: Path) -> None:
    path.rename(folder / "kept.ipynb")
    path.mkdir()
    (folder / "kept.ipynb").rename(path / path.name)


def _beside(name: str, content: bytes) -> Callable[[Path, Path], object]:
    return lambda folder, path: (folder / name).write_bytes(content)


def _another_notebook(folder: Path, path: Path) -> None:
    nbformat.write(nbformat.v4.new_notebook(cells=[new_code_cell("1 / 0")]), folder / "notes.ipynb")


def _read_only(folder: Path, path: Path) -> None:
    path.chmod(0o444)
    folder.chmod(0o555)


FILES = (
    Specimen(HONEST, "The reference solutions, undamaged; full points.",
             lambda sheet, folder: (answer_all(sheet, folder.name), sheet.save(folder)), "full"),
    _files("王小明", "The student's name is Chinese; full points.", lambda folder, path: None),
    _files("Ana María O'Neil", "The student's name has spaces, an accent and an apostrophe; "
           "full points.", lambda folder, path: None),
    _files("🦊 [fox]", "The student's name has an emoji and brackets; full points.",
           lambda folder, path: None),
    _files("file-missing", "The folder is empty; zero and a reason.",
           lambda folder, path: path.unlink(), "zero"),
    _files("file-text", "The notebook is handed in as a text file; zero and a reason.", _only_text,
           "zero"),
    _files("zip-broken", "A broken zip file is all there is; zero and a reason.", _broken_zip,
           "zero"),
    _files("file-extra", "Another notebook and a picture lie beside; full points.",
           lambda folder, path: (_another_notebook(folder, path),
                                 _beside("photo.png", b"\x89PNG")(folder, path))),
    _files("file-upper-case", "The name is in capitals; found, full points.", _upper),
    _files("file-renamed", "The name has spaces, an emoji and Chinese; found, full points.",
           _rename("我的 homework (1) 🎉.ipynb")),
    _files("folder-deeper", "The notebook lies a folder deeper; found, full points.",
           lambda folder, path: _rename(f"week 1/{path.name}")(folder, path)),
    _files("folder-same-name", "A folder bears the notebook's name and holds it; full points.",
           _as_folder),
    _files("file-zipped", "The notebook is in a zip file; found, full points.", _zipped),
    _files("file-read-only", "File and folder are read-only; full points.", _read_only),
    _files("timestamp-odd", "A file timestamp.txt holds no time; full points.",
           _beside("timestamp.txt", b"yesterday, I think\n")),
)

# --- code that goes wrong -------------------------------------------------------------------------


def _unanswered(sheet: Sheet, folder: Path) -> None:
    sheet.save(folder)


def _in_r(sheet: Sheet, names: list[str]) -> None:
    for name in names:
        sheet.answer(name, f"{name} <- function(x, ...) {{\n  x * 2\n}}")


def _does_not_parse(sheet: Sheet, names: list[str]) -> None:
    sheet.answer(names[1], f"def {names[1]}(x:\n    return (x")


def _copied(sheet: Sheet, names: list[str]) -> None:
    """A solution cell and its check, copied with all their metadata to the end."""
    for cell in (sheet.cell(names[0]), sheet.check_cells()[0]):
        sheet.notebook.cells.append(NotebookNode(cell))


def _deleted_text(sheet: Sheet, names: list[str]) -> None:
    """All text is gone, written answers too."""
    sheet.notebook.cells = [cell for cell in sheet.notebook.cells if cell.cell_type == "code"]


def _old_outputs(sheet: Sheet, names: list[str]) -> None:
    for cell in sheet.notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [new_output("stream", text="old\n"), new_output(
                "error", ename="NameError", evalue="name 'x' is not defined", traceback=["…"])]


PICTURES = """\
import matplotlib.pyplot as plt
for _ in range(1000):
    plt.figure(figsize=(0.1, 0.1))
    plt.show()
"""

CODE = (
    Specimen("unanswered", "The template as it was given; zero and a reason.", _unanswered),
    _sheet("language-r", "The answers are written in R; zero and a reason.", _in_r, "zero"),
    _sheet("does-not-parse", "One cell does not parse; the others are graded.", _does_not_parse,
           "some"),
    _sheet("package-missing", "A cell of the student's imports a package that we lack; "
           "full points.", _first("import a_package_we_lack")),
    _sheet("package-missing-inside", "One answer imports a package that we lack; the others are "
           "graded.", _in_one_answer("import a_package_we_lack"), "some"),
    _sheet("input", "A cell asks for input(); full points.", _first('name = input("name? ")')),
    _sheet("input-inside", "One answer asks for input(); the others are graded.",
           _in_one_answer("return float(input())"), "some"),
    _sheet("pip", "A cell runs pip; full points.", _first("!pip install --no-index nothing")),
    _sheet("bash", "A cell is a bash script; full points.", _first("%%bash\necho hello; exit 3")),
    _sheet("pictures", "A cell shows a thousand figures; full points.", _first(PICTURES)),
    _sheet("warnings", "Warnings and text go to stderr all the time; full points.", _first("""\
import sys
import warnings
warnings.simplefilter("always")
warnings.warn("careful")
for number in range(1000):
    print("careful", number, file=sys.stderr)
import numpy as np
np.array([1.0]) / 0""")),
    _sheet("exit", "A cell calls sys.exit(); full points.", _first("import sys\nsys.exit()")),
    _sheet("exit-inside", "One answer calls exit(); the others are graded.",
           _in_one_answer("exit()"), "some"),
    _sheet("kernel-death", "A cell kills the kernel; the others are graded, full points.",
           _first("import os\nos._exit(1)")),
    _sheet("kernel-death-inside", "One answer kills the kernel; the others are graded.",
           _in_one_answer("import os; os._exit(1)"), "some"),
    _sheet("loop", "A cell loops for ever; the others are graded, full points.",
           _first("while True:\n    pass")),
    _sheet("loop-inside", "One answer loops for ever; the others are graded.",
           _in_one_answer("while True: pass"), "some"),
    _sheet("copied-cells", "An answer and its check are copied to the end; full points.", _copied),
    _sheet("text-deleted", "All text is deleted, the written answers too; full points for the "
           "code.", _deleted_text),
    _sheet("old-outputs", "Outputs of earlier runs, with errors, stand in every cell; "
           "full points.", _old_outputs),
)

# --- style ----------------------------------------------------------------------------------------


class _Hints(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        for argument in (*node.args.args, *node.args.kwonlyargs):
            argument.annotation = ast.Constant("np.ndarray | float")
        node.returns = ast.Constant("np.ndarray")
        return self.generic_visit(node)


def _moved(sheet: Sheet, names: list[str]) -> None:
    """The code stands in a cell of its own, right before the check; the solution cell is empty."""
    for name, check in zip(names, sheet.check_cells(), strict=True):
        at = sheet.notebook.cells.index(check)
        sheet.insert(sheet.cell(name).source, at)
        sheet.answer(name, "# see below")


FLOAT32 = """\
import numpy as np


def as_float32(value):
    if isinstance(value, (tuple, list)):
        return type(value)(as_float32(one) for one in value)
    if isinstance(value, dict):
        return {key: as_float32(one) for key, one in value.items()}
    if isinstance(value, float) or isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return np.float32(value)
    return value
"""


def _float32(sheet: Sheet, names: list[str]) -> None:
    """Each answer is in float32 when it is checked, and as it was for those that call it."""
    for name, check in zip(names, sheet.check_cells(), strict=True):
        at = sheet.notebook.cells.index(check)
        sheet.insert(f"{name} = kept", at + 1)
        sheet.insert(f"kept = {name}\n{name} = lambda *a, **k: as_float32(kept(*a, **k))", at)
    sheet.insert(FLOAT32)


STYLE = (
    _style("style-hints", "The functions have type hints; full points.",
           lambda name, code: ast.unparse(_Hints().visit(ast.parse(code)))),
    _style("style-decorator", "The functions are decorated; full points.", lambda name, code: (
        "import functools\n\n\ndef logged(f):\n    @functools.wraps(f)\n"
        "    def inner(*args, **kwargs):\n        print('called')\n"
        "        return f(*args, **kwargs)\n    return inner\n\n\n"
        + re.sub(r"^def ", "@logged\ndef ", code, flags=re.MULTILINE))),
    _style("style-class", "The functions are instances of classes that can be called; "
           "full points.", lambda name, code: (
               f"{code}\n\n\nclass Answer:\n    def __init__(self, f):\n        self.f = f\n\n"
               "    def __call__(self, *args, **kwargs):\n"
               f"        return self.f(*args, **kwargs)\n\n\n{name} = Answer({name})\n")),
    _style("style-lambda", "The functions are lambdas; full points.", lambda name, code: (
        f"{code}\n\n\n{name} = (lambda f: lambda *args, **kwargs: f(*args, **kwargs))({name})\n")),
    _style("style-numpy-name", "numpy has another name; full points.", lambda name, code: (
        "import numpy as numerics\n" + re.sub(r"\bnp\.", "numerics.", code))),
    _sheet("style-moved", "The code stands in other cells, before the checks; full points.",
           _moved),
    _sheet("style-float32", "The answers are in float32; full points.", _float32),
)

DAMAGE: tuple[Specimen, ...] = (*FILES, *BYTES, *FORMAT, *CODE, *STYLE)
