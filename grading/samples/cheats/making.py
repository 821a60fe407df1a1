"""How most cheats are made: code run first, and one answer to every exercise."""

from pathlib import Path

from grading.samples.sheet import Sheet
from grading.samples.specimen import Specimen, fill_in, stub_all

# A number that is no answer; indexing it, as a test does with a tuple or a dictionary, works.
ANYTHING = """\
class Anything(float):
    def __getitem__(self, key):
        return self


def NAME(*args, **kwargs):
    return Anything(123.456)
"""
# What a cell runs to get hold of the module that answers the grader, which it cannot import.
FIND_ANSWERING = """\
answering = type(get_ipython().kernel.parent)._answer.__globals__["answering"]
"""


def patch(name: str, sentence: str, code: str, answer: str = ANYTHING) -> Specimen:
    """Run `code` in a first cell, and answer every exercise with `answer`."""
    def make(sheet: Sheet, folder: Path) -> None:
        stub_all(sheet, fill_in(answer, folder, sheet))
        if code:
            sheet.insert(fill_in(code, folder, sheet))
        sheet.save(folder)
    return Specimen(name, sentence, make)


def answer(name: str, sentence: str, answer: str, code: str = "") -> Specimen:
    return patch(name, sentence, code, answer)
