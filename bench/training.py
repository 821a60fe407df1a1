"""Time of one training iteration: the reference deep net beside scikit-learn's MLPClassifier.

Both do full-batch gradient descent without momentum on the same images, with the same layers, rate
and number of iterations. They take turns, so that whatever else the machine does disturbs both.

    python -m bench.training
"""

import statistics
import time
import warnings
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

from grading.references.solutions import namespace
from helpers import data
from tests.this_course import FOLDERS

HIDDEN = (20, 7, 5)
RATE = 0.1


class Comparison(NamedTuple):
    """Medians over the turns."""

    ours_ms: float
    theirs_ms: float
    ratio: float
    lowest: float
    highest: float


def compare(n_images: int = 2000, n_iterations: int = 50, n_turns: int = 7) -> Comparison:
    """Train both by turns and compare.

    Parameters
    ----------
    n_images : int
        Digits to train on.
    n_iterations : int
        Steps of one training.
    n_turns : int
        Trainings of each.

    Returns
    -------
    Comparison
        Milliseconds an iteration, and the ratio ours / theirs of each turn: its median, the
        lowest and the highest.
    """
    digits = data.odd_or_even(n_images)
    rows = digits.train_images.reshape(n_images, -1) / 255  # (m, 784), as scikit-learn has it
    columns = np.ascontiguousarray(rows.T)
    train = namespace(FOLDERS, "week4_deep_network")["L_layer_model"]

    def ours() -> None:
        train(columns, digits.Y_train, [784, *HIDDEN, 1], RATE, n_iterations)

    def theirs() -> None:
        MLPClassifier(
            HIDDEN, activation="relu", solver="sgd", alpha=0.0, batch_size=n_images,
            learning_rate="constant", learning_rate_init=RATE, momentum=0.0, shuffle=False,
            nesterovs_momentum=False, max_iter=n_iterations, tol=0.0,
            n_iter_no_change=n_iterations, random_state=0,
        ).fit(rows, digits.Y_train[0])

    pairs = []
    with warnings.catch_warnings():
        # It warns that it has not converged; it was not meant to.
        warnings.simplefilter("ignore", ConvergenceWarning)
        for call in (ours, theirs):
            call()  # once for warming up
        for turn in range(n_turns):
            order = (ours, theirs) if turn % 2 == 0 else (theirs, ours)
            seconds = {call: _seconds(call) for call in order}
            pairs.append((seconds[ours], seconds[theirs]))
    to_ms = 1000 / n_iterations
    ratios = [our / their for our, their in pairs]
    return Comparison(statistics.median(our for our, _ in pairs) * to_ms,
                      statistics.median(their for _, their in pairs) * to_ms,
                      statistics.median(ratios), min(ratios), max(ratios))


def _seconds(call: Callable[[], None]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    found = compare()
    layers = ", ".join(map(str, (784, *HIDDEN, 1)))
    print(f"one training iteration, layers {layers}, 2,000 images, full batch:")
    print(f"  the reference deep net     {found.ours_ms:6.2f} ms")
    print(f"  scikit-learn MLPClassifier {found.theirs_ms:6.2f} ms")
    print(f"  ratio {found.ratio:.2f} (median of 7 turns; {found.lowest:.2f} to "
          f"{found.highest:.2f})")


if __name__ == "__main__":
    main()
