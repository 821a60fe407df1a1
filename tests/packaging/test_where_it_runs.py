"""Binder and a dev container install what `make` installs, and start what README says."""

import json
import os
import re
import subprocess
import sys
import venv

import pytest
from packaging.specifiers import SpecifierSet

from tests.packaging.installed import ROOT, UNCOMPILED, copy_tracked, run
from tests.packaging.test_requirements import PROJECT

BINDER = ROOT / ".binder"
CONTAINER = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
MAKEFILE = (ROOT / "Makefile").read_text()
PYTHONS = SpecifierSet(PROJECT["project"]["requires-python"])
LOCKED_FOR = re.search(r"--python-version (\S+)", MAKEFILE)[1]


def test_binder_installs_what_make_installs():
    commands = [line for line in (BINDER / "postBuild").read_text().splitlines()
                if line.startswith("pip install ")]
    of_make = [line.strip().removeprefix("$(BIN)/").replace("$(QUIET) ", "").replace(
                   "$(1)", "requirements.lock") for line in MAKEFILE.splitlines()]
    assert commands == [line for line in of_make if line.startswith("pip install ")]


@pytest.mark.parametrize("name", ["postBuild", "start"])
def test_what_binder_runs_may_be_run(name):
    assert os.access(BINDER / name, os.X_OK)


def test_both_have_the_python_that_the_lock_file_was_made_for():
    binder = (BINDER / "runtime.txt").read_text().strip().removeprefix("python-")
    container = CONTAINER["image"].rpartition(":")[2]
    assert binder == container == LOCKED_FOR
    assert LOCKED_FOR in PYTHONS


def test_the_container_runs_commands_of_make_that_readme_names():
    create, attach = CONTAINER["onCreateCommand"], CONTAINER["postAttachCommand"]
    assert f"`{attach}`" in (ROOT / "README.md").read_text()
    for target in (create, attach):
        assert re.search(rf"^{re.escape(target.removeprefix('make '))}:", MAKEFILE, re.M), target


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.skipif(f"{sys.version_info.major}.{sys.version_info.minor}" != LOCKED_FOR,
                    reason="Binder has the Python that the lock file was made for")
def test_in_a_new_environment_binders_files_make_the_readers_jupyterlab(tmp_path):
    copy, env = tmp_path / "copy", tmp_path / "env"
    copy_tracked(copy)
    venv.create(env, with_pip=True)
    path = f"{env / 'bin'}:{os.environ['PATH']}"
    run([str(copy / ".binder" / "postBuild")], copy, PATH=path, **UNCOMPILED)
    start = str(copy / ".binder" / "start")
    said = run([start, "jupyter", "server", "--show-config-json"], copy, PATH=path)
    settings = json.loads(said[said.index("\n{\n"):])  # after what the server logs
    assert settings["FileContentsManager"]["preferred_dir"] == "notebooks"
    assert not settings["ServerApp"]["jpserver_extensions"][
        "nbgrader.server_extensions.formgrader"]
    shown, _, disabled = run([start, "jupyter", "labextension", "list"], copy,
                             PATH=path).partition("Disabled extensions:")
    assert "@jupyter/nbgrader " in shown
    assert "@jupyter/nbgrader:formgrader" in disabled
    subprocess.run([env / "bin" / "python", "-c", "import answercheck, helpers.plots"],
                   cwd=tmp_path, check=True)
