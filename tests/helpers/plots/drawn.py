"""How tests read a figure that was drawn."""


def texts(ax):
    """All that is written inside the axes, in the order of drawing."""
    return [text.get_text() for text in ax.texts]


def line_named(ax, word):
    """The first line whose label has the word in it."""
    return next(line for line in ax.lines if word in str(line.get_label()))


def overlapping(ax):
    """Pairs of texts that lie upon one another."""
    ax.figure.draw_without_rendering()
    boxes = [(text.get_text(), text.get_window_extent()) for text in ax.texts if text.get_text()]
    return [(one, other) for i, (one, box) in enumerate(boxes) for other, before in boxes[:i]
            if box.overlaps(before)]
