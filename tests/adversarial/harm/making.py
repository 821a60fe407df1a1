"""How the harmful hand-ins are made: right answers, and code that does harm beside them."""

from pathlib import Path

from grading.demo.student_notebook import Sheet
from tests.adversarial.sample import Expected, Specimen, answer_all, exercises, fill_in


def harm(name: str, sentence: str, attack: str, expected: Expected = "full", *,
         reaches: tuple[str, ...] = (), as_root: bool = False,
         unsafe_for_stock: bool = False) -> Specimen:
    """Run `attack` in a first cell; the answers are right."""
    def make(sheet: Sheet, folder: Path) -> None:
        answer_all(sheet, folder.name)
        sheet.insert(fill_in(attack, folder, sheet))
        sheet.save(folder)
    return Specimen(name, sentence, make, expected, unsafe_for_stock, attack, reaches, as_root)


def harm_inside(name: str, sentence: str, attack: str, *,
                unsafe_for_stock: bool = False) -> Specimen:
    """Do it in one answer, when that is called; of the answers the one that is seldom called."""
    def make(sheet: Sheet, folder: Path) -> None:
        answer_all(sheet, folder.name)
        text = "".join(cell.source for cell in sheet.notebook.cells if cell.cell_type == "code")
        one = min(exercises(sheet), key=text.count)
        body = "\n    ".join(fill_in(attack, folder, sheet).splitlines())
        sheet.answer(one, f"def {one}(*args, **kwargs):\n    {body}\n")
        sheet.save(folder)
    return Specimen(name, sentence, make, "some", unsafe_for_stock)
