"""A figure to play with, which is a picture where no Python runs."""

import os
from collections.abc import Callable
from functools import wraps
from typing import Any

from IPython.display import HTML, display
from ipywidgets import interact, interactive

from helpers.plots.frames import frames_html

FIGURES = "COURSE_FIGURES"  # an environment variable, set where notebooks become pages
STILL = "still"  # a picture of the figure as it is at first
FRAMES = "frames"  # the same, and what a page needs to move one control


def play(draw: Callable[..., Any], **controls: Any) -> None:
    """Show a figure with a control for each argument; on a page, one of them moves.

    Parameters
    ----------
    draw : function that makes a figure
        Called anew whenever a control is moved; its defaults are where the controls stand first.
    controls : by the argument's name
        What `ipywidgets.interact` takes: a widget, or an abbreviation such as (0.0, 1.0, 0.1).
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
