"""A progress bar for training, with the current cost beside it.

It is plain HTML: it needs no widgets, and its last state stays in the saved notebook. On a slow
machine `share` shortens every training whose cell asks `iterations` how many to run.
"""

import contextlib
import html
import io
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from IPython.core.getipython import get_ipython
from IPython.display import display

from answercheck.translation import N_
from answercheck.translation import translate as _

share = 1.0  # of the iterations that a training cell runs; reduce it on a slow machine
EVERY_S = 0.1  # between two updates, so that they do not slow the training down
_COST_LINE = re.compile(r"iteration\s+(\d+)\D+?cost\s*:?\s*([-+.\w]+)", re.IGNORECASE)


def iterations(n: int) -> int:
    """The number of iterations to run instead of n: n · share, at least one."""
    return max(1, round(n * share))


class TrainingStopped(KeyboardInterrupt):
    """A training was interrupted; a notebook shows this in one line."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class Bar:
    """A bar with the time taken and an estimate of the time left.

    Parameters
    ----------
    n_steps : int
    label : str
        Written after the bar.
    """

    def __init__(self, n_steps: int, label: str = N_("training")) -> None:
        self.n_steps, self.label = n_steps, label
        self.n_done = 0
        self.cost: float | None = None
        self._began = time.monotonic()
        self._drawn_at = -float("inf")
        self._handle: Any = None

    def text(self) -> str:
        """The bar as a line of text, such as "training: 250 of 1000, cost 0.3120"."""
        pattern = (_("{label}: {n} of {all}") if self.cost is None else
                   _("{label}: {n} of {all}, cost {cost:.4f}"))
        return pattern.format(label=_(self.label), n=self.n_done, all=self.n_steps, cost=self.cost)

    def _times(self) -> str:
        """The time taken, and an estimate of the time left at the same speed."""
        taken_s = time.monotonic() - self._began
        left_s = taken_s / self.n_done * (self.n_steps - self.n_done) if self.n_done else 0
        pattern = _("{taken:.0f} s, about {left:.0f} s left") if left_s else _("{taken:.0f} s")
        return pattern.format(taken=taken_s, left=left_s)

    def draw(self, *, at_once: bool = False) -> None:
        """Show the bar as it is now, except outside a notebook or too soon after the last time."""
        soon = time.monotonic() - self._drawn_at < EVERY_S
        if get_ipython() is None or (soon and not at_once):
            return
        self._drawn_at = time.monotonic()
        text = _("{bar}, {times}").format(bar=self.text(), times=self._times())
        bundle = {"text/plain": text, "text/html": (
            f'<progress value="{self.n_done}" max="{self.n_steps}"></progress> '
            f"{html.escape(text)}")}
        if self._handle is None:
            self._handle = display(bundle, raw=True, display_id=True)
        else:
            self._handle.update(bundle, raw=True)


class Steps:
    """Wrap what a loop iterates over, and show the cost in each step.

    Parameters
    ----------
    steps : iterable
    label : str

    >>> steps = Steps([3, 5], "sizes")
    >>> for n in steps:
    ...     steps.show(1 / n)
    >>> steps.bar.text()
    'sizes: 2 of 2, cost 0.2000'
    """

    def __init__(self, steps: Iterable[Any], label: str = N_("training")) -> None:
        self._steps = steps if isinstance(steps, Sequence) else list(steps)
        self.bar = Bar(len(self._steps), label)

    def __iter__(self) -> Iterator[Any]:
        self.bar.n_done = 0
        try:
            for step in self._steps:
                self.bar.draw()
                yield step
                self.bar.n_done += 1
        finally:  # also when the loop ends early or with an error
            self.bar.draw(at_once=True)

    def show(self, cost: float) -> None:
        """Show a cost, in nats, beside the bar."""
        self.bar.cost = float(cost)
        self.bar.draw()


@contextlib.contextmanager
def training_bar(n_iterations: int, label: str = N_("training")) -> Iterator[Bar]:
    """Show a bar that printed lines such as "iteration 100: cost 0.4321" move.

    Every other line is printed as usual. An interrupt is reported in one line.

    Parameters
    ----------
    n_iterations : int
        Of the training inside; when it ends without an error, the bar is full.
    label : str
    """
    bar = Bar(n_iterations, label)
    bar.draw(at_once=True)
    try:
        with contextlib.redirect_stdout(_Reader(bar, sys.stdout)):
            yield bar
        bar.n_done = n_iterations
    except KeyboardInterrupt:
        raise TrainingStopped(_(
            "Stopped at iteration {n} of {all}; nothing was kept. Run the cell again to start "
            "over.").format(n=bar.n_done, all=n_iterations)) from None
    finally:
        bar.draw(at_once=True)


class _Reader(io.TextIOBase):
    """A stream that passes costs to the bar and prints every other line."""

    def __init__(self, bar: Bar, onward: Any) -> None:
        self.bar, self.onward = bar, onward
        self.line = ""

    def write(self, text: str) -> int:
        *whole, self.line = (self.line + text).split("\n")
        for line in whole:
            found = _COST_LINE.search(line)
            try:
                cost = float(found[2]) if found else None
            except ValueError:
                cost = None
            if found is None or cost is None:
                self.onward.write(f"{line}\n")
                continue
            self.bar.n_done, self.bar.cost = min(int(found[1]), self.bar.n_steps), cost
            self.bar.draw()
        return len(text)
