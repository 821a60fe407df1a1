"""The whole corpus, by name."""

from grading.samples.cheats import CHEATS
from grading.samples.damage import DAMAGE
from grading.samples.harm import HARM
from grading.samples.specimen import Specimen

CORPUS: dict[str, Specimen] = {one.name: one for one in (*DAMAGE, *CHEATS, *HARM)}
