"""What an answer is like, small enough to be stored: by this, mistakes are recognised.

An answer is taken apart into its leaves (an array, a number, a string). A leaf's trait is its kind
with its shape, and a few numbers: all of a small array, samples and two weighted sums of a large
one. Two answers whose traits fit are the same answer, up to rounding.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from answercheck.compare import as_numbers
from answercheck.recipes import Recipe
from answercheck.serialize import Other

MAX_WHOLE = 12  # entries of an array that is kept whole
N_SAMPLES = 7
MAX_LEAVES = 400
MAX_KIND = 120
N_SPREADS = 8.0  # the slack of a drawn number, in standard deviations as a few runs show them
ANY = "*"  # the kind of a leaf that comes out now so, now so
RAISED, CHANGED = "!raised", "!changed"  # paths of what is no part of the value


@dataclass(frozen=True)
class Trait:
    """What one leaf is like.

    `slack` says how far each number may be off, if not by a tolerance: where answers are drawn, or
    are the last digits of something larger.
    """

    kind: str
    numbers: tuple[float, ...] = ()
    slack: tuple[float, ...] = ()

    def fits(self, other: "Trait", tolerance: float) -> bool:
        """Whether the other trait, of an answer at hand, is the same as this one."""
        if self.kind == ANY:
            return True
        if self.kind != other.kind or len(self.numbers) != len(other.numbers):
            return False
        return all(one == given or abs(one - given) <= room or (one != one and given != given)
                   for one, given, room in zip(self.numbers, other.numbers, self.room(tolerance),
                                               strict=True))

    def room(self, tolerance: float) -> tuple[float, ...]:
        """How far each number may be off."""
        if self.slack:
            return self.slack
        sizes = [abs(one) if math.isfinite(one) else 0.0 for one in self.numbers]
        return tuple(tolerance * (size + 0.1 * max(sizes)) + 1e-15 for size in sizes)

    def likelihood(self, other: "Trait") -> float:
        """How near the other's numbers are for the room they have; of two that fit, what fits best.

        The logarithm of a normal density, up to a constant: 0 where numbers are not drawn.
        """
        return -sum(0.5 * (N_SPREADS * (one - given) / room) ** 2 + math.log(room)
                    for one, given, room in zip(self.numbers, other.numbers, self.slack,
                                                strict=False))


Traits = dict[str, Trait]  # by the path of the leaf: "grads.dw", "caches.0.1"
MISSING = Trait("missing")


def traits(answer: Any, returns: tuple[str, ...]) -> Traits:
    """The traits of every leaf of an answer.

    Parameters
    ----------
    answer : plain data
    returns : names of the parts of a tuple, or the one name of a single value
    """
    found: Traits = {}
    if isinstance(answer, list | tuple) and len(answer) == len(returns) > 1:
        for name, value in zip(returns, answer, strict=True):
            _walk(name, value, found)
    else:
        _walk("", answer, found)
    return found


def _walk(path: str, value: Any, found: Traits) -> None:
    if len(found) >= MAX_LEAVES:
        return
    numbers = as_numbers(value)
    if numbers is not None:
        found[path] = Trait(str(numbers.shape), _sketch(numbers))
    elif isinstance(value, Mapping):
        if not value:
            found[path] = Trait("{}")
        for key, item in value.items():
            _walk(f"{path}.{key}", item, found)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            _walk(f"{path}.{number}", item, found)
    else:
        found[path] = Trait(_word(value)[:MAX_KIND])


def _word(value: Any) -> str:
    if isinstance(value, str):
        return f"str {value}"
    if isinstance(value, Other):
        return f"object {value.type_name}"
    return "function" if isinstance(value, Recipe) else "None"


@np.errstate(all="ignore")
def _sketch(array: np.ndarray) -> tuple[float, ...]:
    flat = array.ravel()
    if flat.size <= MAX_WHOLE:
        return tuple(flat.tolist())
    samples = flat[np.linspace(0, flat.size - 1, N_SAMPLES).astype(int)]
    finite = np.where(np.isfinite(flat), flat, 0.0)
    places = np.arange(1.0, flat.size + 1)
    sums = [float(finite @ np.cos(rate * places)) / math.sqrt(flat.size) for rate in (0.7, 1.9)]
    return (*samples.tolist(), *sums, float(np.isnan(flat).sum()), float(np.abs(finite).max()))


def differences(right: Traits, given: Traits, tolerance: float) -> Traits:
    """The leaves in which an answer differs from the right one, and those it has besides."""
    differing = {path: trait for path, trait in given.items()
                 if path not in right or not right[path].fits(trait, tolerance)}
    return {**differing, **{path: MISSING for path in right if path not in given}}


def raised(kind: str, message: str) -> Traits:
    """The traits of a call that raised: the exception, in words that do not hang on its wording.

    `w @ X` and `np.dot(w, X)` say the same mistake in different words; and a real number that a
    message quotes, down to its last digit, is left out.
    """
    sizes = re.search(r"\(size (\d+) is different from (\d+)\)", message) or re.search(
        r"not aligned: (\d+) \(dim \d+\) != (\d+) \(dim \d+\)", message)
    if sizes:
        return {RAISED: Trait(f"inner sizes {' '.join(sorted(sizes.groups()))}")}
    told = re.sub(r"-?\d+\.\d*(e[+-]?\d+)?|-?\d+e[+-]?\d+", "…", message)
    return {RAISED: Trait(f"{kind}: {told}"[:MAX_KIND])}
