"""The lock file leads to what the site serves, to Pyodide for the rest, and to nothing else."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from grading.handout.wheel import make_wheel
from lite import pyodide
from lite.pyodide import LOCK, PYODIDE, PYTHON, PackageUnknownError, add_wheels
from tests.packaging.test_requirements import ROOT, STUDENT, read, requirements, version

COMPILED_PACKAGES = ("numpy", "matplotlib", "h5py", "pillow")
# A wheel's name that Pyodide loads into Python 3.14, as compiled packages have it.
COMPILED = re.compile(r"-cp314-cp314-pyemscripten_\d+_0_wasm32\.whl$")


def wheel(name, requires=()):
    """A wheel with a package, a module and data, as contents by file name."""
    made = make_wheel(name, requires, "", {f"{name}/__init__.py": b"", "alone.py": b"",
                                           f"{name}/data.csv": b"1"}, {}, {})
    return {made.file_name: made.content}


@pytest.fixture
def core(tmp_path):
    """A folder with a lock file in Pyodide's form."""
    entry = {"version": "2.0", "depends": [], "install_dir": "site", "package_type": "package",
             "sha256": "0" * 64, "unvendored_tests": False}
    (tmp_path / LOCK).write_text(json.dumps({"info": {}, "packages": {
        name: {"name": name, "file_name": f"https://elsewhere/{name}.whl", "imports": [name],
               **entry} for name in ("numpy", "six")}}))
    return tmp_path


def packages(core):
    return json.loads((core / LOCK).read_text())["packages"]


def test_a_wheel_is_served_beside_the_lock_file_that_names_it(core):
    ((file_name, content),) = wheel("our_course", ["numpy"]).items()
    assert add_wheels(core, {file_name: content}) == ["our-course"]
    entry = packages(core)["our-course"]
    served = (core / entry["file_name"]).read_bytes()
    assert served == content
    assert entry["sha256"] == hashlib.sha256(served).hexdigest()
    assert entry["depends"] == ["numpy"]
    assert entry["imports"] == ["alone", "our_course"]


def test_a_wheel_takes_the_place_of_pyodides_own_build(core):
    before = packages(core)
    add_wheels(core, wheel("six"))
    after = packages(core)
    assert (core / after["six"]["file_name"]).is_file()
    assert after["numpy"] == before["numpy"]


@pytest.mark.parametrize("requirement", [
    'colorama; sys_platform == "win32"', 'pexpect; sys_platform != "emscripten"',
    'tomli; python_version < "3.14"', 'pytest; extra == "test"', "jupyterlab-widgets~=3.0"])
def test_what_is_needed_elsewhere_alone_is_not_asked_for(core, requirement):
    add_wheels(core, wheel("course", [requirement]))
    assert packages(core)["course"]["depends"] == []


def test_what_nobody_has_is_named_with_what_to_do(core):
    with pytest.raises(PackageUnknownError, match=r"course-.* needs torch, .*lite/wheels.txt"):
        add_wheels(core, wheel("course", ["torch>=2"]))


@pytest.fixture(scope="module")
def pyodides_own(npm, tmp_path_factory):
    """The packages in the lock file that Pyodide comes with."""
    folder = tmp_path_factory.mktemp("pyodide")
    pyodide.lay_core(Path(ROOT, "build", "npm"), folder)
    lock = json.loads((folder / LOCK).read_text())
    assert lock["info"]["python"].startswith(f"{PYTHON}.")
    return lock["packages"]


@pytest.mark.slow
@pytest.mark.parametrize("name", COMPILED_PACKAGES)
def test_pyodide_has_a_build_of_every_compiled_package_that_students_need(pyodides_own, name):
    address = pyodides_own[name]["file_name"]
    assert address.startswith(f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE.version}/full/")
    assert COMPILED.search(address)
    (declared,) = requirements(STUDENT)[name]
    # docs/in-the-browser.md says what the older Pillow reads otherwise.
    assert Version(pyodides_own[name]["version"]) in declared.specifier or name == "pillow"


@pytest.mark.slow
def test_students_need_nothing_that_is_neither_pyodides_nor_served(pyodides_own):
    names = {Requirement(one).name for one in STUDENT}
    assert names <= pyodides_own.keys() | read("lite/wheels.txt").keys()


@pytest.mark.slow
def test_the_kernels_packages_have_the_versions_that_pyodide_has(pyodides_own):
    pins = {name: version(pin) for name, (pin,) in read("lite/wheels.txt").items()}
    theirs = {name: entry["version"] for name, entry in pyodides_own.items() if name in pins}
    assert len(theirs) > 10
    assert theirs == {name: pins[name] for name in theirs}


@pytest.mark.slow
def test_the_page_of_docs_tells_the_versions(pyodides_own):
    page = (ROOT / "docs" / "in-the-browser.md").read_text()
    for name, locked in read("requirements.lock").items():
        if name in COMPILED_PACKAGES:
            row = f"{name} | {pyodides_own[name]['version']} | {version(locked[0])} |"
            assert row in page.lower()
