"""Make damaged samples, from the reference solutions by one change."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.adversarial.sample import Expected, Sample, SampleNotebook, answer_all, exercise_names

# Called as damage(notebook, names of its exercises); changes the notebook in place.
Damage = Callable[[SampleNotebook, list[str]], object]


def by_bytes(name: str, sentence: str, damage: Callable[[str], bytes],
             expected: Expected) -> Sample:
    """Damage the text of the file."""
    def make(notebook: SampleNotebook, folder: Path) -> None:
        answer_all(notebook, folder.name)
        notebook.insert('print("Grüße, 你好")')
        path = notebook.save(folder)
        path.write_bytes(damage(path.read_text(encoding="utf-8")))
    return Sample(name, sentence, make, expected)


def by_json(name: str, sentence: str, damage: Callable[[dict], object],
            expected: Expected = "full") -> Sample:
    """Damage the notebook's JSON; `damage` changes it in place."""
    def change(text: str) -> bytes:
        notebook = json.loads(text)
        damage(notebook)
        return json.dumps(notebook).encode()
    return by_bytes(name, sentence, change, expected)


def by_cells(name: str, sentence: str, damage: Damage, expected: Expected = "full", *,
             waits: bool = False) -> Sample:
    """Damage the cells of the answered notebook."""
    def make(notebook: SampleNotebook, folder: Path) -> None:
        answer_all(notebook, folder.name)
        damage(notebook, exercise_names(notebook))
        notebook.save(folder)
    return Sample(name, sentence, make, expected, waits=waits)


def by_style(name: str, sentence: str, change: Callable[[str, str], str]) -> Sample:
    """Rewrite each solution cell, given its name and code."""
    def make(notebook: SampleNotebook, folder: Path) -> None:
        for exercise, code in answer_all(notebook, folder.name).items():
            notebook.answer(exercise, change(exercise, code))
        notebook.save(folder)
    return Sample(name, sentence, make, "full")


def by_files(name: str, sentence: str, place: Callable[[Path, Path], object],
             expected: Expected = "full") -> Sample:
    """Move or rename the file; `place` gets the submission's folder and the file in it."""
    def make(notebook: SampleNotebook, folder: Path) -> None:
        answer_all(notebook, folder.name)
        place(folder, notebook.save(folder))
    return Sample(name, sentence, make, expected)
