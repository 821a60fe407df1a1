"""How the damaged hand-ins are made: from the reference solutions, by one change."""

import json
from collections.abc import Callable
from pathlib import Path

from grading.demo.student_notebook import Sheet
from tests.adversarial.sample import Expected, Specimen, answer_all, exercises


def by_bytes(name: str, sentence: str, damage: Callable[[str], bytes],
             expected: Expected) -> Specimen:
    """Damage the text of the file."""
    def make(sheet: Sheet, folder: Path) -> None:
        answer_all(sheet, folder.name)
        sheet.insert('print("Grüße, 你好")')
        path = sheet.save(folder)
        path.write_bytes(damage(path.read_text(encoding="utf-8")))
    return Specimen(name, sentence, make, expected)


def by_json(name: str, sentence: str, damage: Callable[[dict], object],
          expected: Expected = "full") -> Specimen:
    """Damage the notebook's json; `damage` changes it in place."""
    def change(text: str) -> bytes:
        notebook = json.loads(text)
        damage(notebook)
        return json.dumps(notebook).encode()
    return by_bytes(name, sentence, change, expected)


def by_sheet(name: str, sentence: str, damage: Callable[[Sheet, list[str]], object],
           expected: Expected = "full") -> Specimen:
    """Damage the answered sheet; `damage` gets it with the names of the exercises."""
    def make(sheet: Sheet, folder: Path) -> None:
        answer_all(sheet, folder.name)
        damage(sheet, exercises(sheet))
        sheet.save(folder)
    return Specimen(name, sentence, make, expected)


def by_style(name: str, sentence: str, change: Callable[[str, str], str]) -> Specimen:
    """Rewrite each solution cell, given its name and code."""
    def make(sheet: Sheet, folder: Path) -> None:
        for exercise, code in answer_all(sheet, folder.name).items():
            sheet.answer(exercise, change(exercise, code))
        sheet.save(folder)
    return Specimen(name, sentence, make, "full")


def by_files(name: str, sentence: str, place: Callable[[Path, Path], object],
           expected: Expected = "full") -> Specimen:
    """Move the file about; `place` gets the submission's folder and the file in it."""
    def make(sheet: Sheet, folder: Path) -> None:
        answer_all(sheet, folder.name)
        place(folder, sheet.save(folder))
    return Specimen(name, sentence, make, expected)
