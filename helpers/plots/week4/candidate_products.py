"""Every product of two matrices, with and without transposes: which has the right shape?"""

from collections.abc import Iterator
from itertools import permutations, product

from matplotlib.axes import Axes

from answercheck.translation import translate as _
from helpers.plots.style import GREEN, GREY, new_axes

Shape = tuple[int, int]


def fitting_products(first: tuple[str, Shape], second: tuple[str, Shape]
                     ) -> Iterator[tuple[str, Shape, Shape]]:
    """The eight products of two matrices: name, shape of the left factor, shape of the right one.

    Parameters
    ----------
    first, second : (name, (rows, columns))
    """
    for left, right in permutations((first, second)):
        for turn_left, turn_right in product((False, True), repeat=2):
            name = " · ".join(matrix[0] + "ᵀ" * turn
                              for matrix, turn in ((left, turn_left), (right, turn_right)))
            yield name, left[1][::-1] if turn_left else left[1], (
                right[1][::-1] if turn_right else right[1])


def candidate_products(wanted: tuple[str, Shape], first: tuple[str, Shape],
                       second: tuple[str, Shape], ax: Axes | None = None) -> Axes:
    """A table of the eight products of two matrices; those of the wanted shape are green.

    Parameters
    ----------
    wanted, first, second : (name, (rows, columns))
    ax : matplotlib Axes, optional

    Returns
    -------
    matplotlib Axes
    """
    name, shape = wanted
    rows = list(fitting_products(first, second))
    ax = new_axes(ax, figsize=(7.2, 3.6))
    ax.axis("off")
    ax.set(xlim=(0, 10), ylim=(len(rows) - 0.4, -0.8))
    n_fitting = 0
    for y, (label, left, right) in enumerate(rows):
        runs = left[1] == right[0]
        result = (left[0], right[1])
        fits = runs and result == shape
        n_fitting += fits
        verdict = (_("has the shape of {name}") if fits else _("gives {shape}") if runs else
                   _("does not run: {columns} ≠ {rows}")).format(
                       name=name, shape=result, columns=left[1], rows=right[0])
        color = GREEN if fits else GREY
        weight = "bold" if fits else "normal"
        for x, text in ((0.2, label), (3.3, f"{left} · {right}"), (6.5, verdict)):
            ax.text(x, y, text, color=color, weight=weight, va="center", fontsize=10)
    ax.set_title(_("{wanted} from {first} and {second}: {n} of {all} fit").format(
        wanted=f"{name} {shape}", first=f"{first[0]} {first[1]}",
        second=f"{second[0]} {second[1]}", n=n_fitting, all=len(rows)))
    return ax
