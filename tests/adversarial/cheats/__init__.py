"""Cheats: attempts to get points without work, none of which may get any.

Every sample starts from the unanswered notebook. What reads the grader's files must fail at the
sandbox; what patches the kernel must change nothing, for nothing is judged there.
"""

from tests.adversarial.cheats.answers import ANSWERS, HARD_CODED
from tests.adversarial.cheats.cells import CELLS
from tests.adversarial.cheats.files import FILES
from tests.adversarial.cheats.forgeries import FORGED
from tests.adversarial.cheats.patches import PATCHES
from tests.adversarial.cheats.reading import READING
from tests.adversarial.sample import Sample

GROUPS: tuple[tuple[Sample, ...], ...] = (
    CELLS, PATCHES, ANSWERS, HARD_CODED, FORGED, READING, FILES)
CHEATS = tuple(sample for group in GROUPS for sample in group)

__all__ = ["CHEATS", "GROUPS"]
