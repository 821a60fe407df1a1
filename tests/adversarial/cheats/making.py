"""Make cheats: code that is run first, and the same answer to every exercise."""

from pathlib import Path

from tests.adversarial.sample import Sample, SampleNotebook, fill_in, stub_all

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


def patch(name: str, sentence: str, code: str, answer: str = ANYTHING) -> Sample:
    """Run `code` in a first cell, and answer every exercise with `answer`."""
    def make(notebook: SampleNotebook, folder: Path) -> None:
        stub_all(notebook, fill_in(answer, folder, notebook))
        if code:
            notebook.insert(fill_in(code, folder, notebook))
        notebook.save(folder)
    return Sample(name, sentence, make)


def answer(name: str, sentence: str, answer: str, code: str = "") -> Sample:
    """Answer every exercise with `answer`; `code`, if any, is run in a first cell."""
    return patch(name, sentence, code, answer)
