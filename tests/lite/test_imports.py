"""What students import asks for no module that the browser's Python lacks."""

import pkgutil
import subprocess
import sys

import answercheck
import helpers

# Pyodide has none of the first, and those of the second row cannot do there what they are for.
LACKING = ["curses", "dbm", "ensurepip", "fcntl", "grp", "msvcrt", "pwd", "resource", "syslog",
           "termios", "tkinter", "venv", "multiprocessing", "psutil"]
MODULES = sorted(module.name for package in (answercheck, helpers)
                 for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."))
# What others import is there, or has been mended there, in Pyodide's builds.
OTHERS = "h5py, ipywidgets, matplotlib.pyplot, numpy, PIL.ImageOps, IPython.display"


def imports(modules, lacking):
    """Import modules where others are lacking, in a process of its own."""
    code = (f"import importlib, sys, {OTHERS}\n"
            f"sys.modules.update(dict.fromkeys({lacking}))\n"
            f"for name in {modules}: importlib.import_module(name)")
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                          check=False)


def test_every_module_is_imported_without_them():
    assert len(MODULES) > 50
    done = imports(MODULES, LACKING)
    assert done.returncode == 0, done.stderr


def test_one_that_needs_them_would_be_noticed():
    done = imports(["mailbox"], ["email"])  # of the standard library, and it needs that one
    assert "ModuleNotFoundError: import of email" in done.stderr
