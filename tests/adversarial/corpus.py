"""The whole corpus, by name."""

from tests.adversarial.cheats import CHEATS
from tests.adversarial.damage import DAMAGE
from tests.adversarial.harm import HARM
from tests.adversarial.sample import Specimen

CORPUS: dict[str, Specimen] = {one.name: one for one in (*DAMAGE, *CHEATS, *HARM)}
