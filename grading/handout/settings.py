"""What a course says about its handout in `nbgrader_config.py`, as `c.Handout.NAME = …`."""

from traitlets import List, Unicode
from traitlets.config import LoggingConfigurable


class Handout(LoggingConfigurable):
    """The settings of `course handout`."""

    folders = List(Unicode(), help=(
        "Folders of the course that students get besides the assignments, such as chapters to "
        "read; relative to the course's root.")).tag(config=True)
