"""How long several ways to compute the same result take as the number of examples grows."""

import time
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.drawing import Function
from helpers.plots.style import new_axes


def timing_comparison(functions: Mapping[str, Function], *, sizes: Sequence[int] = (10, 100, 1000),
                      n_x: int = 50, ax: Axes | None = None) -> Axes:
    """Seconds for one gradient against the number of examples, both axes logarithmic.

    Parameters
    ----------
    functions : dict of str to function
        Each (w (n_x, 1), b, X (n_x, m), Y (1, m)) -> anything; a line for each.
    sizes : numbers of examples m
    n_x : int
        Numbers in an example.
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    ax = new_axes(ax, xlabel=_("number of examples m"), ylabel=_("seconds for one gradient"))
    rng = np.random.default_rng(0)
    w = rng.normal(size=(n_x, 1)) / n_x
    seconds: dict[str, list[float]] = {name: [] for name in functions}
    for m in sizes:
        X, Y = rng.random((n_x, m)), rng.integers(0, 2, (1, m))
        for name, function in functions.items():
            seconds[name].append(_fastest(lambda call=function, X=X, Y=Y: call(w, 0.0, X, Y)))
    for name, times in seconds.items():
        ax.plot(sizes, times, marker="o", label=name)
    ax.set(xscale="log", yscale="log", title=_("How long does each version take?"))
    last = [times[-1] for times in seconds.values()]
    if len(last) > 1:
        ax.annotate(_("{n:.0f} times as long").format(n=max(last) / min(last)),
                    xy=(sizes[-1], np.sqrt(max(last) * min(last))), xytext=(-4, 0),
                    textcoords="offset points", ha="right")
        ax.plot([sizes[-1]] * 2, [min(last), max(last)], color="black", linewidth=0.8,
                linestyle=":")
    ax.legend(frameon=False)
    return ax


def _fastest(call: Function, n_times: int = 3) -> float:
    """Seconds of the fastest of a few calls: the slower ones were disturbed."""
    best = np.inf
    for _call in range(n_times):
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best
