"""Fingerprints of answers: what an answer looks like, in a few numbers, to recognise mistakes by.

An answer is taken apart into its items (arrays, numbers, strings). The feature of an item is its
kind with its shape, and some numbers: all entries of a small array, samples and two weighted sums
of a large one. Two answers whose features match are the same up to rounding.

Arrays that are drawn at random never have the same numbers twice. Their features are the shape,
whether arrays or rows are copies of others, the mean and the spread.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from answercheck.cases import Recipe
from answercheck.compare import as_numbers
from answercheck.serialize import Other

MAX_WHOLE = 12  # entries of an array that is kept whole
N_SAMPLES = 7
MAX_FEATURES = 400
MAX_KIND = 120
N_SPREADS = 8.0  # the slack of a drawn number, in standard deviations as a few runs show them
ANY = "*"  # kind of a feature that matches every item, for items that vary from run to run
# Paths of features that belong to the call and not to an item of the answer.
RAISED, CHANGED, PRINTED = "!raised", "!changed", "!printed"
SAME = 1e-12  # relative difference up to which two drawn numbers are the same


@dataclass(frozen=True)
class Feature:
    """One item of an answer: its kind, and numbers that describe it.

    kind : what it is, with its shape
    numbers : compared with those of another item of the same kind
    slack : how far each number may be off, where the tolerance does not decide: where answers are
        drawn, or are mostly rounding error; else empty
    """

    kind: str
    numbers: tuple[float, ...] = ()
    slack: tuple[float, ...] = ()

    def fits(self, other: "Feature", tolerance: float) -> bool:
        """Whether the feature of an answer matches this stored one."""
        if self.kind == ANY:
            return True
        if self.kind != other.kind or len(self.numbers) != len(other.numbers):
            return False
        slack = self.slack_at(tolerance)
        return all(one == given or abs(one - given) <= most or (one != one and given != given)
                   for one, given, most in zip(self.numbers, other.numbers, slack, strict=True))

    def slack_at(self, tolerance: float) -> tuple[float, ...]:
        """Return how far each number may be off, at this relative tolerance."""
        if self.slack:
            return self.slack
        sizes = [abs(one) if math.isfinite(one) else 0.0 for one in self.numbers]
        return tuple(tolerance * (size + 0.1 * max(sizes)) + 1e-15 for size in sizes)

    def likelihood(self, other: "Feature") -> float:
        """Return the log-likelihood of an answer's feature, up to a constant.

        It is that of a normal density whose standard deviations follow from `slack`; 0 without.
        """
        return -sum(0.5 * (N_SPREADS * (one - given) / slack) ** 2 + math.log(slack)
                    for one, given, slack in zip(self.numbers, other.numbers, self.slack,
                                                strict=False))


Fingerprint = dict[str, Feature]  # by the path of the item: "grads.dw", "caches.0.1"
MISSING = Feature("missing")


def fingerprint(answer: Any, returns: tuple[str, ...]) -> Fingerprint:
    """Return the features of every item of an answer, by the path of the item.

    Parameters
    ----------
    answer : plain data
    returns : names of the parts of a tuple, or the one name of a single value
    """
    found: Fingerprint = {}
    if isinstance(answer, list | tuple) and len(answer) == len(returns) > 1:
        for name, value in zip(returns, answer, strict=True):
            _walk(name, value, found)
    else:
        _walk("", answer, found)
    return found


def _walk(path: str, value: Any, found: Fingerprint) -> None:
    if len(found) >= MAX_FEATURES:
        return
    numbers = as_numbers(value)
    if numbers is not None:
        found[path] = Feature(str(numbers.shape), _sketch(numbers))
    elif isinstance(value, Mapping):
        if not value:
            found[path] = Feature("{}")
        for key, item in value.items():
            _walk(f"{path}.{key}", item, found)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            _walk(f"{path}.{number}", item, found)
    else:
        found[path] = Feature(_word(value)[:MAX_KIND])


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


def differences(right: Fingerprint, given: Fingerprint, tolerance: float) -> Fingerprint:
    """Return the features in which an answer differs from the right one, missing ones too."""
    differing = {path: feature for path, feature in given.items()
                 if path not in right or not right[path].fits(feature, tolerance)}
    return {**differing, **{path: MISSING for path in right if path not in given}}


def raised(kind: str, message: str) -> Fingerprint:
    """Return the fingerprint of a call that raised an exception.

    Equal causes get equal fingerprints: `w @ X` and `np.dot(w, X)` report shapes that do not match
    in different words, and real numbers in a message, which vary in the last digits, are left out.
    """
    sizes = re.search(r"\(size (\d+) is different from (\d+)\)", message) or re.search(
        r"not aligned: (\d+) \(dim \d+\) != (\d+) \(dim \d+\)", message)
    if sizes:
        return {RAISED: Feature(f"inner sizes {' '.join(sorted(sizes.groups()))}")}
    without_numbers = re.sub(r"-?\d+\.\d*(e[+-]?\d+)?|-?\d+e[+-]?\d+", "…", message)
    return {RAISED: Feature(f"{kind}: {without_numbers}"[:MAX_KIND])}


def fingerprint_of_draws(answer: Any, returns: tuple[str, ...]) -> Fingerprint:
    """Return the features of an answer that holds arrays drawn at random.

    For each array these are its shape, mean and spread, and whether it repeats itself or another.
    Parameters as of `fingerprint`.
    """
    found = fingerprint(answer, returns)
    items = answer.items() if isinstance(answer, Mapping) else enumerate(
        answer if isinstance(answer, list | tuple) else ())
    seen: list[np.ndarray] = []
    for key, value in items:
        array = as_numbers(value) if isinstance(value, np.ndarray) else None
        if array is not None and array.size and np.isfinite(array).all():
            found[f".{key}"] = _drawn(array, seen)
            seen.append(array)
    return found


def _drawn(array: np.ndarray, seen: list[np.ndarray]) -> Feature:
    flat = array.ravel()
    if is_zero(array):
        return Feature(f"{array.shape} zeros")
    if is_one_number(array):
        return Feature(f"{array.shape} one number", (math.log(abs(flat[0])),))
    if array.ndim == 2 and len(array) > 1 and np.all(np.ptp(array, axis=0) <= _rounding(array)):
        return Feature(f"{array.shape} one row")
    copied = "copy" if any(share_a_stream(array, other) for other in seen) else "drawn"
    spread = math.sqrt(float(np.mean(flat**2)))
    return Feature(f"{array.shape} {copied}", (float(flat.mean()) / spread, math.log(spread)))


def _rounding(array: np.ndarray) -> float:
    """Return how far two entries of an array may be apart and still be the same number."""
    return SAME * float(np.abs(array).max())


def is_zero(array: np.ndarray) -> bool:
    """Whether all entries are zero, up to rounding."""
    return not np.any(np.abs(array) > SAME)


def is_one_number(array: np.ndarray) -> bool:
    """Whether an array has several entries, all of them the same number."""
    return array.size > 1 and bool(np.ptp(array) <= _rounding(array))


def has_equal_rows(W: np.ndarray) -> bool:
    """Whether two rows of a matrix are equal, up to rounding."""
    ordered = W[np.lexsort(W.T[::-1])]
    return bool(np.any(np.all(np.abs(np.diff(ordered, axis=0)) <= _rounding(W), axis=1)))


def share_a_stream(W: np.ndarray, other: np.ndarray) -> bool:
    """Whether two arrays begin with the same random numbers, up to a factor."""
    n_both = min(W.size, other.size)
    if n_both < 2 or not other.any():
        return False
    one, two = W.ravel()[:n_both], other.ravel()[:n_both]
    size = np.sqrt((one @ one) * (two @ two))
    return bool(size > 0 and abs(one @ two) > (1 - 1e-9) * size)
