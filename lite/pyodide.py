"""Pyodide, Python built for the browser, and the lock file by which it finds packages.

Its core comes from the npm registry and the kernel's packages, which are pure Python, from PyPI;
the site serves both itself. What is compiled (numpy and what needs it) exists only where Pyodide
publishes it, so the lock file leads there.
"""

import hashlib
import json
from collections.abc import Mapping
from email import message_from_bytes
from email.message import Message
from io import BytesIO
from pathlib import Path, PurePath
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from book.npm import NpmPackage

PYODIDE = NpmPackage(
    "pyodide", "314.0.6",
    "BKDTJyIqFxC4BExLqeRS3f5xvXZIjOt8C3zGLN/Cc7tFxSwvKVhVkchQQ2AGLOtR4YrVOIFxbV8poyDOOmWwxQ==",
    title="Pyodide", needed_by="The browser's notebooks")
PYTHON = "3.14"  # what this Pyodide is
LOCK = "pyodide-lock.json"
CORE = {"pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", LOCK}
ELSEWHERE = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE.version}/full/"
# The part of ipywidgets that JupyterLab loads; it is no part of the kernel.
OUTSIDE = {"jupyterlab-widgets"}
IN_THE_BROWSER = {"sys_platform": "emscripten", "platform_system": "Emscripten", "os_name": "posix",
                  "python_version": PYTHON, "python_full_version": f"{PYTHON}.0", "extra": ""}


class PackageUnknownError(ValueError):
    """Something needs a package that the browser cannot get; the message says what and which."""


def lay_core(cache: Path, folder: Path) -> None:
    """Write Pyodide's core into `folder`, with a lock file that leads to Pyodide's own builds.

    Raises
    ------
    PackageMissingError
        If it is neither in `cache` nor to be had, or is not the package that is pinned here.
    """
    PYODIDE.unpack(cache, folder, lambda name: name if name in CORE else None)
    lock = json.loads((folder / LOCK).read_text())
    for package in lock["packages"].values():
        package["file_name"] = ELSEWHERE + package["file_name"]
    (folder / LOCK).write_text(json.dumps(lock))


def add_wheels(folder: Path, wheels: Mapping[str, bytes]) -> list[str]:
    """Lay wheels of pure Python beside Pyodide's core and enter them into its lock file.

    An import of a package in the lock file fetches it and what it needs. A wheel takes the place
    of Pyodide's own build of that package.

    Parameters
    ----------
    folder : where the core lies
    wheels : contents by file name

    Returns
    -------
    list of str
        The names of the packages in the wheels.

    Raises
    ------
    PackageUnknownError
        If a wheel needs something that is neither among the wheels nor in the lock file.
    """
    lock = json.loads((folder / LOCK).read_text())
    entries = {name: _entry(name, content) for name, content in wheels.items()}
    lock["packages"] |= {entry["name"]: entry for entry in entries.values()}
    for name, entry in entries.items():
        if unknown := set(entry["depends"]) - lock["packages"].keys():
            raise PackageUnknownError(
                f"{name} needs {', '.join(sorted(unknown))}, which Pyodide {PYODIDE.version} does "
                "not have; if it is pure Python, add it to lite/wheels.txt and run 'make lock'")
        (folder / name).write_bytes(wheels[name])
    (folder / LOCK).write_text(json.dumps(lock))
    return [entry["name"] for entry in entries.values()]


def _entry(file_name: str, content: bytes) -> dict:
    """What the lock file says of a wheel."""
    with ZipFile(BytesIO(content)) as wheel:
        paths = [PurePath(name) for name in wheel.namelist()]
        (described,) = [path for path in paths if path.match("*.dist-info/METADATA")
                        and len(path.parts) == 2]
        metadata = message_from_bytes(wheel.read(described.as_posix()))
    # The modules at the top, and the packages, which are folders with an __init__.
    imports = {path.stem for path in paths if len(path.parts) == 1 and path.suffix == ".py"}
    imports |= {path.parts[0] for path in paths if path.parts[1:] == ("__init__.py",)}
    return {"name": canonicalize_name(metadata["Name"]), "version": metadata["Version"],
            "file_name": file_name, "install_dir": "site", "package_type": "package",
            "sha256": hashlib.sha256(content).hexdigest(), "imports": sorted(imports),
            "depends": _depends(metadata), "unvendored_tests": False}


def _depends(metadata: Message) -> list[str]:
    needed = [Requirement(line) for line in metadata.get_all("Requires-Dist", [])]
    return sorted({canonicalize_name(one.name) for one in needed
                   if one.marker is None or one.marker.evaluate(IN_THE_BROWSER)} - OUTSIDE)
