"""A figure to play with, which is a still picture where nobody can move anything."""

import os
from collections.abc import Callable
from functools import wraps
from typing import Any

from ipywidgets import interact, interactive

STILL = "COURSE_STILL_FIGURES"  # set where notebooks become pages


def play(draw: Callable[..., Any], **controls: Any) -> None:
    """Show a figure with a control for each argument; on a page, the figure as it is at first.

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

    if STILL not in os.environ:
        interact(show, **controls)
        return
    still = interactive(wraps(draw)(lambda **values: None), **controls)
    show(**{control._kwarg: control.value for control in still.kwargs_widgets})
