"""The wheel, and an environment for instructors with it; both are made once."""

import sys

import pytest

from tests.once import made_once
from tests.packaging.installed import Environment, copy_tracked, run


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """Built from a copy: what an earlier build left in a folder would get into the wheel."""
    def build(folder):
        copy = folder / "copy"
        copy_tracked(copy)
        run([sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
             "--wheel-dir", str(folder), "."], copy)

    (wheel,) = made_once(tmp_path_factory, "wheel", build).glob("*.whl")
    return wheel


@pytest.fixture(scope="session")
def grader(wheel, tmp_path_factory):
    """Tests add to its folder, each under a name of its own."""
    return Environment(made_once(
        tmp_path_factory, "grader", lambda folder: Environment(folder, wheel).install("[grader]")),
        wheel)
