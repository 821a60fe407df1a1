"""`python -m lite`: build the edition of the course that runs in a browser, without a server."""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from book.npm import PackageMissingError
from grading.course.course import Course
from grading.errors import CourseError
from grading.handout.contents import collect
from grading.handout.make import refuse_outdated, released
from grading.handout.wheel import Wheel, make_wheel
from lite.pyodide import PYTHON, PackageUnknownError, add_wheels, lay_core

COURSE = Path(__file__).parents[1]
BUILD = COURSE / "build"
HERE = Path(__file__).parent
EXTENSIONS = Path("share", "jupyter", "labextensions")  # in an environment
KERNEL = EXTENSIONS / "@jupyterlite" / "pyodide-kernel-extension"
WIDGETS = EXTENSIONS / "@jupyter-widgets" / "jupyterlab-manager"
# Of the wheels that come with the kernel's extension, this one is for an older ipywidgets.
OLD = "widgetsnbextension-3*"


class LiteError(RuntimeError):
    """The edition cannot be built; the message says why."""


def build(into: Path = BUILD / "lite") -> None:
    """Write the pages into a folder, which any web server can serve.

    Raises
    ------
    CourseError
        If an assignment has not been released as it is now, or an answer would get out.
    LiteError, PackageMissingError, PackageUnknownError
        If the folder holds something else, a package cannot be had, or JupyterLite fails.
    """
    if into.exists() and not ((into / "jupyter-lite.json").exists() or _is_empty(into)):
        raise LiteError(f"{into} holds something else, which would be lost; name a new folder")
    parts = BUILD / "lite-parts"
    site = parts / "site"
    shutil.rmtree(site, ignore_errors=True)
    ours = _course(site / "files")  # first, for it refuses what an instructor has to mend
    tools = _tools(parts / "tools")
    kernel = [*_wheels(parts / "wheels"),
              *(path for path in (tools / KERNEL).glob("static/pypi/*.whl")
                if not path.match(OLD))]
    pyodide = site / "static" / "pyodide"
    lay_core(BUILD / "npm", pyodide)
    starting = add_wheels(pyodide, {path.name: path.read_bytes() for path in kernel})
    _write_json(site / "jupyter-lite.json", _settings(starting))
    add_wheels(pyodide, {ours.file_name: ours.content})
    _write_json(site / "jupyter_lite_config.json", {"LiteBuildConfig": {
        "apps": ["lab"], "output_dir": str(into), "no_sourcemaps": True,
        # nbgrader's own panels ask a server, so only these two are taken of what is installed.
        "ignore_sys_prefix": ["federated_extensions"],
        "federated_extensions": [str(tools / KERNEL), str(Path(sys.prefix, WIDGETS))]}})
    shutil.rmtree(into, ignore_errors=True)
    _run("JupyterLite", [sys.executable, "-m", "jupyterlite_core", "build"], site,
         PYTHONPATH=str(tools))


def _is_empty(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())


def _tools(folder: Path) -> Path:
    """Install JupyterLite itself, by the hashes in requirements-lite.lock, apart from .venv."""
    _pip("install", "--target", str(folder), "--upgrade",
         "--requirement", str(COURSE / "requirements-lite.lock"))
    return folder


def _wheels(folder: Path) -> list[Path]:
    """The wheels of the kernel's packages, as pip fetches them by the hashes in wheels.lock."""
    shutil.rmtree(folder, ignore_errors=True)  # an older one would be served beside a newer one
    _pip("download", "--only-binary", ":all:", "--python-version", PYTHON, "--dest", str(folder),
         "--requirement", str(HERE / "wheels.lock"))
    return sorted(folder.glob("*.whl"))


def _pip(command: str, *options: str) -> None:
    _run("pip", [sys.executable, "-m", "pip", command, "--quiet", "--disable-pip-version-check",
                 "--no-deps", "--require-hashes", *options], COURSE)


def _course(files: Path) -> Wheel:
    """Lay out the course's files as readers see them; return the wheel of the course's packages."""
    course = Course(COURSE)
    names = list(released(course))
    for name in names:
        refuse_outdated(course, name)
    contents = collect(course, names)
    for path, content in {**contents.released, **contents.folders, **contents.licences,
                          "README.md": (HERE / "readme.md").read_bytes()}.items():
        place = files / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    # Pyodide has one version of each package, so the wheel asks for none in particular.
    return make_wheel(contents.name, contents.needed, "", contents.packages, {},
                      contents.licences)


def _settings(kernel: list[str]) -> dict:
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": {
        "appName": "Neural networks, from the slope up",
        "litePluginSettings": {"@jupyterlite/pyodide-kernel-extension:kernel": {
            # Loaded at the kernel's start, all at once; numpy follows when a cell imports it.
            "loadPyodideOptions": {"packages": kernel}}}}}


def _write_json(path: Path, content: dict) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n")


def _run(name: str, command: list[str], folder: Path, **variables: str) -> None:
    done = subprocess.run(command, cwd=folder, env=os.environ | variables, text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        lines = done.stdout.strip().splitlines()
        reasons = [line for line in lines if line.startswith("ERROR")] or lines
        raise LiteError("\n".join([f"{name} failed, and says:", *reasons]))


def main() -> int:
    """Build as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m lite", description=__doc__)
    parser.add_argument("--into", type=Path, default=BUILD / "lite", metavar="FOLDER",
                        help="where the pages are written (default: build/lite)")
    into = parser.parse_args().into.resolve()
    try:
        build(into)
    except (CourseError, LiteError, PackageMissingError, PackageUnknownError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"It is built; serve it, such as by 'python3 -m http.server --directory {into}'")
    return 0


if __name__ == "__main__":
    sys.exit(main())
