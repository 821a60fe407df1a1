"""Cells and outputs made of parts that are known to be sound.

As nbformat's `new_code_cell`, without its validation of each, which takes longer than all the rest
of reading; the whole notebook is validated once, when it is written.
"""

from collections.abc import Mapping
from typing import Any

from nbformat import NotebookNode, from_dict


def code_cell(source: str, cell_id: str, metadata: Mapping[str, Any],
              outputs: list[NotebookNode] | None = None) -> NotebookNode:
    """A code cell that has not been run."""
    return NotebookNode(id=cell_id, cell_type="code", metadata=from_dict(dict(metadata)),
                        execution_count=None, source=source, outputs=outputs or [])


def text_cell(source: str, cell_id: str, metadata: Mapping[str, Any]) -> NotebookNode:
    """A markdown cell."""
    return NotebookNode(id=cell_id, cell_type="markdown", source=source,
                        metadata=from_dict(dict(metadata)))


def result(data: Mapping[str, Any], count: int) -> NotebookNode:
    """The output of a code cell: what its last line gave, by MIME type."""
    return NotebookNode(output_type="execute_result", data=from_dict(dict(data)),
                        metadata=NotebookNode(), execution_count=count)
