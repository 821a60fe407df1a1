"""Ways to get points without work, none of which may get any.

Every specimen starts from the unanswered notebook. What reads the grader's files must fail at the
wall; what patches the kernel must change nothing, for nothing is judged there.
"""

from grading.samples.cheats.answers import ANSWERS, HARD_CODED
from grading.samples.cheats.cells import CELLS
from grading.samples.cheats.files import FILES
from grading.samples.cheats.forgeries import FORGED
from grading.samples.cheats.patches import PATCHES
from grading.samples.cheats.reading import READING
from grading.samples.specimen import Specimen

CHEATS: tuple[Specimen, ...] = (*CELLS, *PATCHES, *ANSWERS, *HARD_CODED, *FORGED, *READING, *FILES)

__all__ = ["CHEATS"]
