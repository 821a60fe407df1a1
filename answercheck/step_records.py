"""The steps of a function as the record of a call holds them, which may be forged."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from answercheck.steps import MAX_STEPS
from answercheck.verdict import MAX_ITEMS, MAX_LINE, one_line


@dataclass(frozen=True)
class Step:
    """One step of a function, as `steps` describes it."""

    sets: frozenset[str]
    uses: frozenset[str]
    line: str
    repeats: bool
    key: str

    def may_set(self, keys: Iterable[str]) -> bool:
        """Whether it sets an item of a dictionary, and that may be one of these."""
        pattern = ".*".join(map(re.escape, self.key.split("*", 2)))
        return bool(self.key) and any(re.fullmatch(pattern, key) for key in keys)


def read_steps(untrusted: Any) -> list[Step]:
    """Return the steps as a record holds them; [] if they have another form."""
    if not isinstance(untrusted, list):
        return []
    try:
        return [Step(frozenset(map(_name, one["sets"][:MAX_ITEMS])),
                     frozenset(map(_name, one["uses"][:MAX_ITEMS])), _name(one["line"]),
                     one["repeats"] is True, _name(one["key"]))
                for one in untrusted[:MAX_STEPS]]
    except (KeyError, TypeError):
        return []


def _name(untrusted: Any) -> str:
    if not isinstance(untrusted, str):
        raise TypeError("not a string")
    return one_line(untrusted, MAX_LINE)
