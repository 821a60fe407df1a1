"""Pictures of a figure for several values of one control, for pages that cannot run Python."""

import base64
import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import matplotlib.pyplot as plt
from IPython.utils.capture import capture_output
from ipywidgets import Widget
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox
from PIL import Image

from answercheck.translation import translate as _

MOST_FRAMES = 17  # and two more, so that both ends are among them
FRAME_DPI = 110
MARGIN = 0.1  # inches around a figure, as in Jupyter
# A script of the page shows these in place of the picture above; without scripts it stays hidden.
BLOCK = ('<div class="figure-frames" hidden>'
         '<script type="application/json">{data}</script></div>')


def frames_html(draw: Callable[..., Any], controls: Sequence[Widget]) -> str:
    """Return a block of HTML with the figure for several values of one control.

    The first control that has a range moves, or else the first of all; the others keep their
    values.

    Parameters
    ----------
    draw : function that makes one figure, called with the controls' values by name
    controls : as `ipywidgets.interactive` makes them
    """
    main = next((one for one in controls if hasattr(one, "max")), controls[0])
    others = [one for one in controls if one is not main]
    places = _places(main)
    start = [value for label, value in places].index(main.value)
    values = {one._kwarg: one.value for one in others}
    pictures = _pictures(draw, [{**values, main._kwarg: value} for label, value in places], start)
    data = {"name": main.description or main._kwarg, "labels": [label for label, value in places],
            "start": start, "note": _note([one.description or one._kwarg for one in others]),
            "frames": pictures}
    return BLOCK.format(data=json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"))


def _note(others: Sequence[str]) -> str:
    """Return a sentence on the controls that only a live figure has; "" if there is none."""
    if not others:
        return ""
    return _("In JupyterLab you can also move {controls}.").format(controls=_(" and ").join(others))


def _places(control: Widget) -> list[tuple[str, Any]]:
    """Return labels and values of a control, its initial value among them."""
    if not hasattr(control, "max"):
        options = getattr(control, "_options_full", None) or (
            (_("no"), False), (_("yes"), True))
        return [(str(label), value) for label, value in options]
    n_steps = round((control.max - control.min) / control.step)
    stride = max(1, -(-n_steps // (MOST_FRAMES - 1)))
    at = round((control.value - control.min) / control.step)
    steps = sorted({0, at, n_steps, *range(at % stride, n_steps + 1, stride)})
    number = type(control.value)
    values = [number(round(control.min + step * control.step, 10)) for step in steps]
    values[steps.index(at)] = control.value
    return [(format(value, control.readout_format).replace("-", "−"), value) for value in values]


def _pictures(draw: Callable[..., Any], places: Sequence[dict[str, Any]], start: int) -> list[str]:
    """Return the figure for each value as a data URL; all are cropped like the initial one."""
    figures = [_figure(draw, place) for place in places]
    try:
        figures[start].draw_without_rendering()  # the layout is computed only now
        box = figures[start].get_tightbbox().padded(MARGIN)
        return [_address(figure, box) for figure in figures]
    finally:
        for figure in figures:
            plt.close(figure)


def _figure(draw: Callable[..., Any], values: dict[str, Any]) -> Figure:
    """Return the figure that `draw` makes; its other output is discarded."""
    before = set(plt.get_fignums())
    with capture_output(), plt.ioff():
        draw(**values)
    made = sorted(set(plt.get_fignums()) - before)
    if len(made) != 1:
        raise ValueError(f"a figure to play with is one figure; this one made {len(made)}")
    return plt.figure(made[0])


def _address(figure: Figure, box: Bbox) -> str:
    drawn, packed = io.BytesIO(), io.BytesIO()
    figure.savefig(drawn, format="png", dpi=FRAME_DPI, bbox_inches=box)
    Image.open(drawn).convert("RGB").save(packed, "WEBP", quality=80, method=4)
    return "data:image/webp;base64," + base64.b64encode(packed.getvalue()).decode()
