"""What the code of a handout needs is found, and pinned to what is installed here."""

import json
from importlib.metadata import version

from grading.handout.requirements import bounded, distributions, imported, pinned


def notebook(*sources):
    cells = [{"cell_type": "code", "metadata": {}, "source": source, "outputs": [],
              "execution_count": None, "id": f"c{number}"}
             for number, source in enumerate(sources)]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def test_imports_of_modules_and_notebooks_are_found_wherever_they_stand():
    files = {"a/one.py": b"def f():\n    import PIL.Image\n",
             "b/two.ipynb": notebook("%matplotlib inline\nimport h5py", "from numpy import pi")}
    assert imported(files) == {"PIL", "h5py", "numpy"}


def test_pythons_own_modules_and_those_beside_a_notebook_are_not_required():
    files = {"w/n.ipynb": notebook("import json, tools"), "w/tools.py": b""}
    assert imported(files) == set()


def test_a_cell_that_is_no_python_is_passed_over():
    assert imported({"n.ipynb": notebook("def f(:", "import numpy")}) == {"numpy"}


def test_a_module_is_required_by_the_name_of_its_distribution():
    assert distributions({"PIL", "no_such_module"}) == ({"pillow"}, {"no_such_module"})


def test_pins_are_the_versions_installed_here_with_all_that_these_need():
    pins = dict(one.split("==") for one in pinned(["jupyterlab"]))
    assert pins["jupyterlab"] == version("jupyterlab")
    assert pins["tornado"] == version("tornado")  # which JupyterLab's server is made with
    assert "pytest" not in pins


def test_bounds_are_those_of_our_library_and_others_have_none():
    numpy, unknown = bounded(["numpy", "zebra"])
    assert numpy.startswith("numpy>=")
    assert unknown == "zebra"
