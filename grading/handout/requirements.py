"""What the code that students get needs from elsewhere, in the versions installed here."""

import ast
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import PurePath

import nbformat
from IPython.core.inputtransformer2 import TransformerManager

from grading.errors import CourseError

LIBRARY = "answercheck"
PROGRAMS = ("ipykernel", "jupyterlab", "nbgrader")  # which students work with
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def imported(files: Mapping[str, bytes]) -> set[str]:
    """The top-level modules that modules and notebooks import, Python's own aside.

    Parameters
    ----------
    files : contents by path; a module that lies beside the file that imports it does not count

    Raises
    ------
    CourseError
        If a notebook cannot be read.
    """
    found = set()
    for path, content in files.items():
        beside = {PurePath(one).stem for one in files
                  if PurePath(one).parent == PurePath(path).parent}
        for source in _sources(path, content):
            found |= _imported(source) - beside
    return found - set(sys.stdlib_module_names)


def distributions(modules: Iterable[str]) -> tuple[set[str], set[str]]:
    """The installed distributions that hold some modules, and the modules that none holds."""
    homes = distributions_of_modules()
    modules = set(modules)
    missing = {module for module in modules if module not in homes}
    return {canonical(homes[module][0]) for module in modules - missing}, missing


def pinned(names: Iterable[str]) -> list[str]:
    """Requirements for distributions and all that they need, each in the version installed here.

    What is needed on another system alone is not installed here, so it has no pin.
    """
    versions: dict[str, str] = {}
    waiting = sorted(names)
    while waiting:
        name = waiting.pop()
        if name in versions:
            continue
        try:
            installed = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        versions[name] = installed.version
        waiting += [_name(one) for one in installed.requires or [] if "extra ==" not in one]
    return [f"{name}=={version}" for name, version in sorted(versions.items())]


def bounded(names: Iterable[str]) -> list[str]:
    """Requirements as our library declares them; those that it does not know have any version."""
    declared = {_name(one): one.partition(";")[0].strip()
                for one in library().requires or []}
    return sorted(declared.get(name, name) for name in names)


def library() -> metadata.Distribution:
    """The distribution that the student's side of the library comes from."""
    return metadata.distribution(distributions_of_modules()[LIBRARY][0])


@cache
def distributions_of_modules() -> Mapping[str, list[str]]:
    """The installed distributions that hold each module: all are read, which takes a while."""
    return metadata.packages_distributions()


def canonical(name: str) -> str:
    """A distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _name(requirement: str) -> str:
    found = _NAME.match(requirement)
    return canonical(found[0]) if found else ""


def _sources(path: str, content: bytes) -> list[str]:
    """The code in a module, or in the cells of a notebook."""
    suffix = PurePath(path).suffix
    if suffix == ".py":
        return [content.decode(errors="replace")]
    if suffix != ".ipynb":
        return []
    without_magics = TransformerManager().transform_cell
    try:
        notebook = nbformat.reads(content.decode(), as_version=4)
    except Exception as error:  # a damaged notebook fails in many ways
        raise CourseError(f"{path} cannot be read as a notebook ({type(error).__name__}), so "
                          "nothing is handed out; mend it or take it away") from None
    return [without_magics(cell.source) for cell in notebook.cells if cell.cell_type == "code"]


def _imported(source: str) -> set[str]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):  # a cell that shows an error
        return set()
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {one.name.split(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found
