"""Cheats by files named like the course's, Python's or nbgrader's own."""

from pathlib import Path

from tests.adversarial.cheats.making import ANYTHING
from tests.adversarial.sample import Sample, SampleNotebook, fill_in, stub_all

FORGED_HELPERS = """\
import sys
import types
class Agrees(types.ModuleType):
    __path__ = []
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *a, **k: (lambda *a, **k: 10)
for name in ("helpers", "answercheck", "helpers.plots", "answercheck.calls"):
    sys.modules[name] = Agrees(name)
"""


def beside(name: str, sentence: str, files: dict[str, str]) -> Sample:
    """Put files, by name and content, beside the unanswered notebook."""
    def make(notebook: SampleNotebook, folder: Path) -> None:
        stub_all(notebook, ANYTHING)
        notebook.save(folder)
        for file, text in files.items():
            path = folder / fill_in(file, folder, notebook)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(fill_in(text, folder, notebook))
    return Sample(name, sentence, make)


FILES = (
    beside("file-helpers", "A file helpers.py stands in for the course's helpers; no points.",
           {"helpers.py": FORGED_HELPERS}),
    beside("file-package", "A folder helpers/ forges the check; no points.",
           {"helpers/__init__.py": "", "helpers/plots.py": "",
            "answercheck/__init__.py": "Checker = lambda name: (lambda f: 10)",
            "answercheck/calls.py": "def call_all(*args):\n    return 10\n"}),
    beside("file-numpy", "A file numpy.py stands in for numpy; no points.",
           {"numpy.py": "def __getattr__(name):\n    return lambda *a, **k: True\n"}),
    beside("file-startup", "Files that Python and IPython run at their start forge the check; "
           "they are not run, or change nothing, no points.", {
                "sitecustomize.py": FORGED_HELPERS, "usercustomize.py": FORGED_HELPERS,
                "ipython_config.py": "c.InteractiveShellApp.exec_lines = ['check = print']",
                ".ipython/profile_default/startup/00.py": "check = lambda f: 10",
                "forged.pth": "import helpers"}),
    beside("file-config", "A configuration of nbgrader is handed in; it is not read, no points.",
           {"nbgrader_config.py": "c = get_config()\nc.Autograde.autograde_preprocessors = []",
            "gradebook.db": "", "NOTEBOOK.verdict.json": '{"score": 1.0}'}),
    beside("file-reference", "A reference file of the student's own is handed in; only ours is "
           "read, no points.", {"references/ASSIGNMENT.h5": "forged",
                                "grading/__init__.py": "", "ASSIGNMENT.h5": "forged"}),
)
