"""What a course says about its handout in `nbgrader_config.py`, as `c.Handout.NAME = …`."""

from posixpath import normpath

from traitlets import List, Unicode
from traitlets.config import LoggingConfigurable


class Handout(LoggingConfigurable):
    """The settings of `course handout`."""

    folders = List(Unicode(), help=(
        "Folders of the course that students get besides the assignments, such as chapters to "
        "read; relative to the course's root.")).tag(config=True)
    address = Unicode(help=(
        "Where these can be read on the web, for links on a page of feedback: an address with "
        "{path} in the place of a notebook's path from the course's root, without its ending. For "
        "pages of a book 'https://example.org/book/{path}.html', on a hub "
        "'https://hub.example.org/hub/user-redirect/lab/tree/{path}.ipynb'. If it is empty, such a "
        "link becomes plain text.")).tag(config=True)

    @property
    def places(self) -> list[str]:
        """The folders, each in one spelling."""
        return [normpath(name) for name in self.folders]
