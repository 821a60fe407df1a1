"""Damage without intent: right answers in a bad state, which must not cost what is not damaged.

Every sample starts from the notebook with the reference solutions.
"""

from tests.adversarial.damage.code import CODE
from tests.adversarial.damage.contents import BYTES
from tests.adversarial.damage.files import FILES
from tests.adversarial.damage.formats import FORMAT
from tests.adversarial.damage.style import STYLE
from tests.adversarial.sample import Sample

GROUPS: tuple[tuple[Sample, ...], ...] = (FILES, BYTES, FORMAT, CODE, STYLE)
DAMAGE = tuple(sample for group in GROUPS for sample in group)

__all__ = ["DAMAGE", "GROUPS"]
