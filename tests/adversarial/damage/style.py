"""Right answers in another style."""

import ast
import re

from tests.adversarial.damage.making import by_cells, by_style
from tests.adversarial.sample import SampleNotebook


class _Hints(ast.NodeTransformer):
    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        for argument in (*node.args.args, *node.args.kwonlyargs):
            argument.annotation = ast.Constant("np.ndarray | float")
        node.returns = ast.Constant("np.ndarray")
        return self.generic_visit(node)


def _moved(notebook: SampleNotebook, names: list[str]) -> None:
    """Move the code into a cell of its own before the check, and leave the solution cell empty."""
    for name, check in zip(names, notebook.check_cells(), strict=True):
        at = notebook.node.cells.index(check)
        notebook.insert(notebook.cell(name).source, at)
        notebook.answer(name, "# see below")


FLOAT32 = """\
import numpy as np


def as_float32(value):
    if isinstance(value, (tuple, list)):
        return type(value)(as_float32(one) for one in value)
    if isinstance(value, dict):
        return {key: as_float32(one) for key, one in value.items()}
    if isinstance(value, float) or isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return np.float32(value)
    return value
"""


def _float32(notebook: SampleNotebook, names: list[str]) -> None:
    """Return float32 from each function while it is checked, and not when others call it."""
    for name, check in zip(names, notebook.check_cells(), strict=True):
        at = notebook.node.cells.index(check)
        notebook.insert(f"{name} = kept", at + 1)
        notebook.insert(f"kept = {name}\n{name} = lambda *a, **k: as_float32(kept(*a, **k))", at)
    notebook.insert(FLOAT32)


STYLE = (
    by_style("style-hints", "The functions have type hints; full points.",
             lambda name, code: ast.unparse(_Hints().visit(ast.parse(code)))),
    by_style("style-decorator", "The functions are decorated; full points.", lambda name, code: (
        "import functools\n\n\ndef logged(f):\n    @functools.wraps(f)\n"
        "    def inner(*args, **kwargs):\n        print('called')\n"
        "        return f(*args, **kwargs)\n    return inner\n\n\n"
        + re.sub(r"^def ", "@logged\ndef ", code, flags=re.MULTILINE))),
    by_style("style-class", "The functions are instances of classes that can be called; "
             "full points.", lambda name, code: (
               f"{code}\n\n\nclass Answer:\n    def __init__(self, f):\n        self.f = f\n\n"
               "    def __call__(self, *args, **kwargs):\n"
               f"        return self.f(*args, **kwargs)\n\n\n{name} = Answer({name})\n")),
    by_style("style-lambda", "The functions are lambdas; full points.", lambda name, code: (
        f"{code}\n\n\n{name} = (lambda f: lambda *args, **kwargs: f(*args, **kwargs))({name})\n")),
    by_style("style-numpy-name", "numpy has another name; full points.", lambda name, code: (
        "import numpy as numerics\n" + re.sub(r"\bnp\.", "numerics.", code))),
    by_cells("style-moved", "The code stands in other cells, before the checks; full points.",
             _moved),
    by_cells("style-float32", "The answers are in float32; accepted where no more digits are "
             "asked for.", _float32, "some"),
)
