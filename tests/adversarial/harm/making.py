"""Make harmful samples: right answers, and code that does harm beside them."""

from pathlib import Path

from tests.adversarial.sample import (
    Expected,
    Sample,
    SampleNotebook,
    answer_all,
    exercise_names,
    fill_in,
)


def harm(name: str, sentence: str, attack: str, expected: Expected = "full", *,
         reaches: tuple[str, ...] = (), needs_root: bool = False,
         unsafe_for_stock: bool = False, waits: bool = False) -> Sample:
    """Run `attack` in a first cell; the answers are right."""
    def make(notebook: SampleNotebook, folder: Path) -> None:
        answer_all(notebook, folder.name)
        notebook.insert(fill_in(attack, folder, notebook))
        notebook.save(folder)
    return Sample(name, sentence, make, expected, unsafe_for_stock, attack, reaches, needs_root,
                  waits=waits)


def harm_inside(name: str, sentence: str, attack: str, *,
                unsafe_for_stock: bool = False, waits: bool = False) -> Sample:
    """Run `attack` whenever one answer is called: the one that other cells call least often."""
    def make(notebook: SampleNotebook, folder: Path) -> None:
        answer_all(notebook, folder.name)
        text = "".join(cell.source for cell in notebook.node.cells if cell.cell_type == "code")
        one = min(exercise_names(notebook), key=text.count)
        body = "\n    ".join(fill_in(attack, folder, notebook).splitlines())
        notebook.answer(one, f"def {one}(*args, **kwargs):\n    {body}\n")
        notebook.save(folder)
    return Sample(name, sentence, make, "some", unsafe_for_stock, waits=waits)
