"""Declared, pinned and locked requirements agree."""

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
EXTRAS = PROJECT["project"]["optional-dependencies"]
STUDENT = PROJECT["project"]["dependencies"]
# Pinned although no code of ours names them; requirements*.txt say why.
HELD = {"jsonschema", "setuptools"}
HELD_DEV = {"myst-parser", "pydata-sphinx-theme"}


def requirements(lines):
    """The requirements in some lines by their names; comments, options and hashes are no part."""
    found = {}
    for line in lines:
        said = line.split(" #")[0].rstrip("\\ ").strip()
        if said and not said.startswith(("#", "-")):
            requirement = Requirement(said)
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def read(name):
    return requirements((ROOT / name).read_text().splitlines())


def version(requirement):
    (pin,) = requirement.specifier
    assert pin.operator == "==", requirement
    return pin.version


COURSE = requirements([*STUDENT, *EXTRAS["grader"], *EXTRAS["dask"], *EXTRAS["lab"]])
DEV = requirements([*EXTRAS["postgresql"], *PROJECT["dependency-groups"]["dev"]])


@pytest.mark.parametrize(("pinned", "declared", "held"), [
    ("requirements.txt", COURSE, HELD), ("requirements-dev.txt", DEV, HELD_DEV)])
def test_what_is_declared_is_pinned_and_nothing_else(pinned, declared, held):
    assert set(read(pinned)) == set(declared) | held


@pytest.mark.parametrize(("pinned", "declared"), [
    ("requirements.txt", COURSE), ("requirements-dev.txt", DEV)])
def test_every_pin_is_a_version_that_the_declaration_allows(pinned, declared):
    pins = read(pinned)
    for name, wanted in declared.items():
        (pin,) = pins[name]
        assert all(version(pin) in one.specifier for one in wanted), name


@pytest.mark.parametrize(("pinned", "lock"), [
    ("requirements.txt", "requirements.lock"), ("requirements.txt", "requirements-dev.lock"),
    ("requirements-dev.txt", "requirements-dev.lock"),
    ("requirements-lite.txt", "requirements-lite.lock"), ("lite/wheels.txt", "lite/wheels.lock")])
def test_every_pin_is_locked_as_it_is(pinned, lock):
    locked = read(lock)
    for name, (pin,) in read(pinned).items():
        assert {version(one) for one in locked[name]} == {version(pin)}, name


def test_the_two_locks_agree():
    dev = read("requirements-dev.lock")
    for name, entries in read("requirements.lock").items():
        assert {version(one) for one in entries} == {version(one) for one in dev[name]}, name


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock",
                                  "requirements-lite.lock", "lite/wheels.lock"])
def test_whatever_is_locked_has_a_hash(lock):
    lines = (ROOT / lock).read_text().splitlines()
    entries = [i for i, line in enumerate(lines) if line and line[0] not in " #-"]
    assert len(entries) >= len(read(lock.replace(".lock", ".txt"))) > 3
    assert all(lines[i + 1].strip().startswith("--hash=sha256:") for i in entries)


def imported(package):
    """The packages from elsewhere that a package of ours imports, wherever it does."""
    names = set()
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                names.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names.add(node.module.split(".")[0])
    return names - set(sys.stdlib_module_names) - {"answercheck", "grading", "helpers"}


@pytest.mark.parametrize(("package", "declared"), [
    ("answercheck", STUDENT), ("helpers", STUDENT),
    ("grading", [*STUDENT, *EXTRAS["grader"], *EXTRAS["dask"]])])
def test_every_package_that_is_imported_is_declared(package, declared):
    homes = packages_distributions()
    names = requirements(declared)
    for name in imported(package):
        assert any(canonicalize_name(home) in names for home in homes[name]), name
