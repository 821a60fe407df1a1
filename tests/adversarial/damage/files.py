"""Damage to files, folders and names."""

import os
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import nbformat
from nbconvert.exporters import PythonExporter
from nbformat.v4 import new_code_cell

from tests.adversarial.active_content import ACT
from tests.adversarial.damage.making import by_files
from tests.adversarial.sample import HONEST, Sample, SampleNotebook, answer_all

TITLE, CLEAR = f"\x1b]0;{ACT}\x07", "\x1b[2J"
DEEP = "deep folder"  # 700 of these inside one another have no path that the system takes


def _unchanged(notebook: SampleNotebook, folder: Path) -> None:
    answer_all(notebook, folder.name)
    notebook.save(folder)


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


def _tarred(folder: Path, path: Path) -> None:
    with tarfile.open(folder / "handed in.tar.gz", "w:gz") as archive:
        archive.add(path, f"week/{path.name}")
    path.unlink()


def _endless_tar(folder: Path, path: Path) -> None:
    """A member of a size below 0, at which Python's own reader of that time never ends."""
    member = bytearray(tarfile.TarInfo("a.txt").tobuf(tarfile.GNU_FORMAT))
    member[124:136] = b"\xff" * 11 + b"\xfe"
    (folder / "week.tar").write_bytes(bytes(member) + bytes(1024))
    path.unlink()


def _script(folder: Path, path: Path) -> None:
    script = PythonExporter().from_filename(str(path))[0]
    path.with_suffix(".py").write_text(script, encoding="utf-8")
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
    (folder / "photo.png").write_bytes(b"\x89PNG")


def _read_only(folder: Path, path: Path) -> None:
    path.chmod(0o444)
    folder.chmod(0o555)


def _old_encoding(folder: Path, path: Path) -> None:
    path.rename(folder / os.fsdecode(b"d\xe9rivatives.ipynb"))
    below = folder / os.fsdecode(b"donn\xe9es")
    below.mkdir()
    (below / os.fsdecode(b"caf\xe9" + b"\xff" * 200)).write_text("x")


def _many_files(folder: Path, path: Path) -> None:
    for number in range(17_000):
        (folder / f"{number}.txt").write_text("x")


def _deep(folder: Path, path: Path) -> None:
    """Make folders so deep that no path reaches the last ones."""
    place = os.open(folder, os.O_RDONLY)
    for _ in range(700):
        os.mkdir(DEEP, dir_fd=place)
        below = os.open(DEEP, os.O_RDONLY, dir_fd=place)
        os.close(place)
        place = below
    os.close(place)


def _large_zip(folder: Path, path: Path) -> None:
    with zipfile.ZipFile(folder / "all of it.zip", "w") as archive:
        for number in range(100_000):
            archive.writestr(f"old/{path.stem} {number}.ipynb", b"")
        archive.write(path, f"week/{path.name}")
    path.unlink()


def _escapes_in_names(folder: Path, path: Path) -> None:
    """Titles and clearing of the terminal in the names of a file, a folder and a member."""
    (folder / f"{TITLE}{CLEAR}.txt").write_text("x")
    (folder / f"{CLEAR} old").mkdir()
    (folder / f"{CLEAR} old" / f"{TITLE}.csv").write_text("x")
    with zipfile.ZipFile(folder / f"{TITLE}.zip", "w") as archive:
        archive.write(path, f"{CLEAR}{path.name}")
    path.unlink()


FILES = (
    Sample(HONEST, "The reference solutions, undamaged; full points.",
           _unchanged, "full"),
    by_files("王小明", "The student's name is Chinese; full points.", lambda folder, path: None),
    by_files("Ana María O'Neil", "The student's name has spaces, an accent and an apostrophe; "
             "full points.", lambda folder, path: None),
    by_files("🦊 [fox]", "The student's name has an emoji and brackets; full points.",
             lambda folder, path: None),
    by_files("file-missing", "The folder is empty; zero and a reason.",
             lambda folder, path: path.unlink(), "zero"),
    by_files("file-text", "The notebook's name ends in .txt; found, full points.", _only_text),
    by_files("zip-broken", "A broken zip file is all there is; zero and a reason.", _broken_zip,
             "zero"),
    by_files("file-extra", "Another notebook and a picture lie beside; full points.",
             _another_notebook),
    by_files("file-upper-case", "The name is in capitals; found, full points.", _upper),
    by_files("file-renamed", "The name has spaces, an emoji and Chinese; found, full points.",
             _rename("我的 homework (1) 🎉.ipynb")),
    by_files("folder-deeper", "The notebook lies a folder deeper; found, full points.",
             lambda folder, path: _rename(f"week 1/{path.name}")(folder, path)),
    by_files("folder-same-name", "A folder bears the notebook's name and holds it; full points.",
             _as_folder),
    by_files("file-zipped", "The notebook is in a zip file; found, full points.", _zipped),
    by_files("file-tarred", "The notebook is in a packed tar file; found, full points.", _tarred),
    by_files("tar-endless", "A tar file has a member of a size below 0; zero and a reason.",
             _endless_tar, "zero"),
    by_files("file-script", "The notebook was exported as a script; full points.", _script),
    by_files("file-read-only", "File and folder are read-only; full points.", _read_only),
    by_files("file-names-latin-1", "The names of the notebook, a folder and a file are in an old "
             "encoding; full points.", _old_encoding),
    # It would stop the whole class of stock nbgrader.
    replace(by_files(os.fsdecode(b"ren\xe9"), "The student's name is in an old encoding, which no "
                     "gradebook can hold; refused.", lambda folder, path: None, "refused"),
            unsafe_for_stock=True),
    by_files("file-names-escapes", "Names hold escapes for the terminal; found, full points.",
             _escapes_in_names),
    by_files("files-many", "17,000 small files lie beside; full points.", _many_files),
    by_files("folders-deep", "Folders lie inside one another, 700 deep; full points.", _deep),
    by_files("zip-many-members", "A zip file holds the notebook and 100,000 more; full points.",
             _large_zip),
    by_files("timestamp-zone", "The date is in UTF-16 and names a time zone; full points.",
             _beside("timestamp.txt", "2026-03-02 09:20:00 CEST".encode("utf-16"))),
    by_files("timestamp-odd", "A file timestamp.txt holds no time; full points.",
             _beside("timestamp.txt", b"yesterday, I think\n")),
)
