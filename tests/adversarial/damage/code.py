"""Code that goes wrong, in a cell of the student's or in one answer."""

from pathlib import Path

from nbformat import NotebookNode
from nbformat.v4 import new_output

from tests.adversarial.damage.making import Damage, by_cells
from tests.adversarial.sample import Sample, SampleNotebook, stub_all


def _first(code: str) -> Damage:
    """Insert a cell before the others."""
    return lambda notebook, names: notebook.insert(code)


def _in_one_answer(code: str, seldom: bool = False) -> Damage:
    """Let the second function do something instead of answering, or with `seldom` another one.

    Other cells call it too. Where a call takes long, `seldom` chooses the one called least often.
    """
    def damage(notebook: SampleNotebook, names: list[str]) -> None:
        text = "".join(cell.source for cell in notebook.node.cells if cell.cell_type == "code")
        name = min(names, key=text.count) if seldom else names[1]
        notebook.answer(name, f"def {name}(*args, **kwargs):\n    {code}\n")
    return damage


def _unanswered(notebook: SampleNotebook, folder: Path) -> None:
    notebook.save(folder)


def _in_r(notebook: SampleNotebook, names: list[str]) -> None:
    for name in names:
        notebook.answer(name, f"{name} <- function(x, ...) {{\n  x * 2\n}}")


def _does_not_parse(notebook: SampleNotebook, names: list[str]) -> None:
    notebook.answer(names[1], f"def {names[1]}(x:\n    return (x")


def _all_sleep(notebook: SampleNotebook, names: list[str]) -> None:
    stub_all(notebook, "import time\ndef NAME(*args, **kwargs):\n    time.sleep(600)")


def _copied(notebook: SampleNotebook, names: list[str]) -> None:
    """Copy a solution cell and its check, with all their metadata, to the end."""
    for cell in (notebook.cell(names[0]), notebook.check_cells()[0]):
        notebook.node.cells.append(NotebookNode(cell))


def _deleted_text(notebook: SampleNotebook, names: list[str]) -> None:
    """Delete all text, the written answers too."""
    notebook.node.cells = [cell for cell in notebook.node.cells if cell.cell_type == "code"]


def _old_outputs(notebook: SampleNotebook, names: list[str]) -> None:
    for cell in notebook.node.cells:
        if cell.cell_type == "code":
            cell.outputs = [new_output("stream", text="old\n"), new_output(
                "error", ename="NameError", evalue="name 'x' is not defined", traceback=["…"])]


PICTURES = """\
import matplotlib.pyplot as plt
for _ in range(1000):
    plt.figure(figsize=(0.1, 0.1))
    plt.show()
"""

CODE = (
    Sample("unanswered", "The template as it was given; zero and a reason.", _unanswered),
    by_cells("language-r", "The answers are written in R; zero and a reason.", _in_r, "zero"),
    by_cells("does-not-parse", "One cell does not parse; the others are graded.", _does_not_parse,
             "some"),
    by_cells("package-missing", "A cell of the student's imports a package that we lack; "
             "full points.", _first("import a_package_we_lack")),
    by_cells("package-missing-inside", "One answer imports a package that we lack; the others are "
             "graded.", _in_one_answer("import a_package_we_lack"), "some"),
    by_cells("input", "A cell asks for input(); full points.", _first('name = input("name? ")')),
    by_cells("input-inside", "One answer asks for input(); the others are graded.",
             _in_one_answer("return float(input())"), "some"),
    by_cells("pip", "A cell runs pip; full points.", _first("!pip install --no-index nothing")),
    by_cells("bash", "A cell is a bash script; full points.", _first("%%bash\necho hello; exit 3")),
    by_cells("pictures", "A cell shows a thousand figures; full points.", _first(PICTURES)),
    by_cells("warnings", "Warnings and text go to stderr all the time; full points.", _first("""\
import sys
import warnings
warnings.simplefilter("always")
warnings.warn("careful")
for number in range(1000):
    print("careful", number, file=sys.stderr)
import numpy as np
np.array([1.0]) / 0""")),
    by_cells("exit", "A cell calls sys.exit(); full points.", _first("import sys\nsys.exit()")),
    by_cells("exit-inside", "One answer calls exit(); the others are graded.",
             _in_one_answer("exit()"), "some"),
    by_cells("kernel-death", "A cell kills the kernel; the others are graded, full points.",
             _first("import os\nos._exit(1)")),
    by_cells("kernel-death-inside", "One answer kills the kernel; the others are graded.",
             _in_one_answer("import os; os._exit(1)"), "some"),
    by_cells("loop", "A cell loops for ever; the others are graded, full points.",
             _first("while True:\n    pass"), waits=True),
    by_cells("loop-inside", "One answer loops for ever; the others are graded.",
             _in_one_answer("while True: pass", seldom=True), "some", waits=True),
    by_cells("sleep-inside-all", "Every answer sleeps for ten minutes; zero and a reason.",
             _all_sleep, "zero", waits=True),
    by_cells("code-half-a-megabyte", "A cell holds 0.5 MB of code; full points.",
             _first("x = 1\n" * 87_000)),
    by_cells("surrogate-keys", "One answer returns a dictionary whose keys are half surrogates; "
             "the others are graded.",
             _in_one_answer("return {'\\ud800': 1.0, '\\udfff': {}}"), "some"),
    by_cells("display-updated", "A display of an early cell is updated by every later one; full "
             "points.", _first("""\
import sys
print("one"), print("two", file=sys.stderr), print("three")
handle = display("start", display_id=True)
get_ipython().events.register("post_run_cell", lambda *a: handle.update("again"))""")),
    by_cells("copied-cells", "An answer and its check are copied to the end; full points.",
             _copied),
    by_cells("text-deleted", "All text is deleted, the written answers too; full points for the "
             "code.", _deleted_text),
    by_cells("old-outputs", "Outputs of earlier runs, with errors, stand in every cell; "
             "full points.", _old_outputs),
)
