"""Harm: attacks that may cost their own points, but nobody else's, and must stay inside.

Every sample starts from the notebook with the reference solutions.
"""

from tests.adversarial.harm.crashes import CRASHES
from tests.adversarial.harm.endless import ENDLESS, OUTLIVING
from tests.adversarial.harm.network import NETWORK
from tests.adversarial.harm.reading import READING
from tests.adversarial.harm.showing import SHOWING
from tests.adversarial.harm.taking import TAKING
from tests.adversarial.harm.writing import WRITING
from tests.adversarial.sample import Sample

GROUPS: tuple[tuple[Sample, ...], ...] = (
    ENDLESS, OUTLIVING, TAKING, CRASHES, NETWORK, WRITING, READING, SHOWING)
HARM = tuple(sample for group in GROUPS for sample in group)

__all__ = ["GROUPS", "HARM"]
