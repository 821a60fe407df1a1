"""Damage without intent: right answers in a bad state, which must not cost what is not damaged.

Every specimen starts from the notebook with the reference solutions.
"""

from grading.samples.damage.code import CODE
from grading.samples.damage.contents import BYTES
from grading.samples.damage.files import FILES
from grading.samples.damage.formats import FORMAT
from grading.samples.damage.style import STYLE
from grading.samples.specimen import Specimen

DAMAGE: tuple[Specimen, ...] = (*FILES, *BYTES, *FORMAT, *CODE, *STYLE)

__all__ = ["DAMAGE"]
