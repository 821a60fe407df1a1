"""A figure with controls, which is a picture where no Python runs."""

import os
from collections.abc import Callable
from functools import wraps
from typing import Any

from IPython.display import HTML, display
from ipywidgets import interact, interactive

from helpers.plots.frames import frames_html

FIGURES = "COURSE_FIGURES"  # an environment variable, set when the book is built
STILL = "still"  # a picture of the figure as it is first shown
FRAMES = "frames"  # the same, and the pictures for moving one control


def play(draw: Callable[..., Any], **controls: Any) -> None:
    """Show a figure with a control for each argument; in the book, one of them moves.

    Parameters
    ----------
    draw : function that makes a figure
        Called again whenever a control is moved; its defaults are the first values.
    controls : widgets, by the argument's name
        As `ipywidgets.interact` takes them, also abbreviations such as (0.0, 1.0, 0.1).
    """
    @wraps(draw)
    def show(**values: Any) -> None:  # what `draw` returns is not shown
        draw(**values)

    if FIGURES not in os.environ:
        interact(show, **controls)
        return
    widgets = interactive(wraps(draw)(lambda **values: None), **controls).kwargs_widgets
    show(**{control._kwarg: control.value for control in widgets})
    if os.environ[FIGURES] == FRAMES:
        display(HTML(frames_html(show, widgets)))
