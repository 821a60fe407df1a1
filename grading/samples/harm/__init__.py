"""Harm: what may cost its own points, but nobody else's, and must not get out.

Every specimen starts from the notebook with the reference solutions.
"""

from grading.samples.harm.crashes import CRASHES
from grading.samples.harm.endless import ENDLESS, OUTLIVING
from grading.samples.harm.network import NETWORK
from grading.samples.harm.reading import READING
from grading.samples.harm.showing import SHOWING
from grading.samples.harm.taking import TAKING
from grading.samples.harm.writing import WRITING
from grading.samples.specimen import Specimen

HARM: tuple[Specimen, ...] = (*ENDLESS, *OUTLIVING, *TAKING, *CRASHES, *NETWORK, *WRITING,
                              *READING, *SHOWING)

__all__ = ["HARM"]
