"""Cheats by answers that please every comparison, or were copied from the visible cases."""

from tests.adversarial.cheats.making import answer

PLEASING = """\
class Pleasing:
    dtype, shape, size, ndim = float, (), 1, 0
    def yes(self, *args, **kwargs):
        return True
    def mine(self, *args, **kwargs):
        return self
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __contains__ = yes
    __getitem__ = __abs__ = __sub__ = __rsub__ = __add__ = __mul__ = __call__ = all = any = mine
    def __hash__(self):
        return 0
    def __float__(self):
        return 1.0
    def __len__(self):
        return 1
    def __array__(self, *args, **kwargs):
        import numpy as np
        return np.zeros(())
    def __array_function__(self, *args, **kwargs):
        return True
    def __array_ufunc__(self, *args, **kwargs):
        return self
    def __repr__(self):
        return "10"


def NAME(*args, **kwargs):
    return Pleasing()
"""

ANSWERS = (
    answer("object-pleasing", "The answer is an object whose comparisons are all true; it is "
           "known by its type alone, no points.", PLEASING),
    answer("object-ndarray", "The answer is a subclass of ndarray that is always close; no "
           "points.", """\
import numpy as np
class Close(np.ndarray):
    def __array_ufunc__(self, *args, **kwargs):
        return np.array(True)
    def __array_function__(self, *args, **kwargs):
        return True
    def __getitem__(self, key):
        return self


def NAME(*args, **kwargs):
    return np.full((2, 2), 123.456).view(Close)
"""),
    answer("object-numbers", "The answers are subclasses of float, int, str, dict and tuple that "
           "equal everything; no points.", """\
class Equal:
    def __eq__(self, other):
        return True
    def __sub__(self, other):
        return 0.0
    __rsub__ = __sub__
    def __getitem__(self, key):
        return self
    def __hash__(self):
        return 0
class Float(Equal, float): pass
class Text(Equal, str): pass
class Pair(Equal, tuple): pass
class Table(Equal, dict):
    def items(self):
        return [("score", 1.0)]
kinds = [Float(1e300), Text("10"), Pair(("right", "right")), Table()]


def NAME(*args, **kwargs):
    kinds.append(kinds.pop(0))
    return kinds[0]
"""),
    answer("generator", "The answer is a generator; it is no plain value, no points.", """\
def NAME(*args, **kwargs):
    while True:
        yield 10
"""),
    answer("second-look", "The answer is another at each look; it is looked at once, no points.",
           """\
class Changing(dict):
    looks = 0
    def __getattribute__(self, name):
        type(self).looks += 1
        return super().__getattribute__(name)
    def items(self):
        return iter([(str(self.looks), 1.0)])
    @property
    def __class__(self):
        type(self).looks += 1
        return [float, dict, int, bool][self.looks % 4]


def NAME(*args, **kwargs):
    return Changing()
"""),
    answer("not-a-number", "The answer is nan in every place; nan is never right, no points.",
           "import numpy as np\n\n\ndef NAME(*args, **kwargs):\n    return float('nan')\n"),
    answer("empty", "The answer is an empty array, of which all entries are close; no points.",
           "import numpy as np\n\n\ndef NAME(*args, **kwargs):\n    return np.zeros(0)\n"),
    answer("negative", "The answer is minus infinity; no points, and none below zero.",
           "def NAME(*args, **kwargs):\n    return -float('inf')\n"),
    answer("huge", "The answer is a number of a thousand digits; no points.",
           "def NAME(*args, **kwargs):\n    return 10**1000\n"),
    answer("score-like", "The answers are texts like a score; no points.",
           "def NAME(*args, **kwargs):\n    print(10)\n    return '10/10, passed: True'\n"),
    answer("returns-arguments", "The answer is the first argument; no points.",
           "def NAME(*args, **kwargs):\n    return (*args, *kwargs.values())[0]\n"),
    answer("returns-state", "The answer is what an earlier call was asked; no points.", """\
seen = []


def NAME(*args, **kwargs):
    seen.append(args)
    return seen[0] if len(seen) > 1 else None
"""),
    answer("returns-library", "The answer is a fitted estimator of scikit-learn; an object is "
           "no answer, no points.", """\
def NAME(*args, **kwargs):
    from sklearn.linear_model import LogisticRegression
    return LogisticRegression().fit([[0.0], [1.0]], [0, 1])
"""),
    answer("returns-autograd", "The answer is autograd's gradient function, not its value; "
           "no points.", """\
def NAME(*args, **kwargs):
    from autograd import grad
    return grad(lambda x: x**2)
"""),
    answer("exits", "The function ends the cell with sys.exit(0); no points.",
           "def NAME(*args, **kwargs):\n    raise SystemExit(0)\n"),
)

VISIBLE_CALLS = """\
from pathlib import Path

import numpy as np
from answercheck.references import read_references

exercises = read_references(Path("ASSIGNMENT.h5")).exercises


def numbers(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return [x for item in value for x in numbers(item)]
    if isinstance(value, (bool, int, float, np.ndarray)):
        return [float(x) for x in np.ravel(value)]
    return [hash(str(value)) % 1000.0]


def distance(call, asked):
    one, other = numbers((call.args, call.kwargs)), numbers(asked)
    if len(one) != len(other):
        return np.inf
    return float(np.sum(np.abs(np.subtract(one, other))))


def nearest(name, asked):
    calls = [call for case in exercises[name].cases for call in case.calls]
    return min(calls, key=lambda call: distance(call, asked))
"""

HARD_CODED = (
    answer("visible-exact", "The visible answers are hard-coded; the hidden cases are others, "
           "no points.", """\
def NAME(*args, **kwargs):
    call = nearest("NAME", (args, kwargs))
    if distance(call, (args, kwargs)) == 0:
        return call.returned
    raise NotImplementedError
""", VISIBLE_CALLS),
    answer("visible-nearest", "The answer is that of the nearest visible case; no points.", """\
def NAME(*args, **kwargs):
    return nearest("NAME", (args, kwargs)).returned
""", VISIBLE_CALLS),
    answer("acts-at-grading", "Where no instructor seems to look it shows the visible answer, at "
           "grading it tries to please; no points.", """\
def NAME(*args, **kwargs):
    import os
    import sys
    graded = "NBGRADER_EXECUTION" in os.environ or "course-" in os.getcwd() or any(
        "answering" in str(frame) for frame in sys._current_frames().values())
    return True if graded else nearest("NAME", (args, kwargs)).returned
""", VISIBLE_CALLS),
)
