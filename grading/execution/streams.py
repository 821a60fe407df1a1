"""What a cell printed, as one text for each stream."""

from nbformat import NotebookNode


def joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """The outputs with all that was printed to a stream in the place of its first piece.

    As nbclient's `coalesce_streams`, whose search for carriage returns takes a time that grows with
    the square of a line's length.
    """
    pieces: dict[str, list[str]] = {}
    kept = []
    for output in outputs:
        if output.output_type == "stream":
            if output.name not in pieces:
                pieces[output.name] = []
                kept.append(output)
            pieces[output.name].append(output.text)
        else:
            kept.append(output)
    for output in kept:
        if output.output_type == "stream":
            output.text = _overwritten("".join(pieces[output.name]))
    return kept


def _overwritten(text: str) -> str:
    """The text as a terminal shows it: of a line with carriage returns, what stands after the last.

    >>> _overwritten("10 %\\r20 %\\r\\ndone")
    '20 %\\ndone'
    """
    return "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
