"""How tests read a figure that was drawn."""

from matplotlib.colors import to_rgba


def texts(ax):
    """All that is written inside the axes, in the order of drawing."""
    return [text.get_text() for text in ax.texts]


def line_named(ax, word):
    """The first line whose label has the word in it."""
    return next(line for line in ax.lines if word in str(line.get_label()))


def overlapping(ax):
    """Pairs of texts, with the frames drawn around them, that lie upon one another."""
    ax.figure.draw_without_rendering()
    boxes = [(text.get_text(), extent(text)) for text in ax.texts if text.get_text()]
    return [(one, other) for i, (one, box) in enumerate(boxes) for other, before in boxes[:i]
            if box.overlaps(before)]


def extent(text):
    """The box of a text, or of the frame drawn around it."""
    frame = text.get_bbox_patch()
    framed = frame is not None and to_rgba(frame.get_edgecolor())[3] > 0
    return (frame if framed else text).get_window_extent()
