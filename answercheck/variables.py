"""Right values of local variables: those of the reference solution, and of accepted alternatives.

They serve to say where in a function a wrong answer begins (see `first_wrong`).
"""

import json
import zlib
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from answercheck.serialize import pack, unpack

Values = dict[str, list[Any]]  # of each variable the right values at the end of a call


@dataclass(frozen=True)
class RightVariables:
    """Right values of local variables in all calls of an exercise.

    content : compressed JSON; b"" if none are known
    """

    content: bytes = b""

    @cached_property
    def values(self) -> tuple[tuple[Values, ...], ...]:
        """The values for each case and call."""
        if not self.content:
            return ()
        return tuple(tuple({name: [unpack(one) for one in packed] for name, packed in call.items()}
                           for call in case) for case in json.loads(zlib.decompress(self.content)))

    def of(self, case: int, call: int) -> Values:
        """Return the values in one call, both counted from 0."""
        return self.values[case][call] if self.values else {}


def right_variables(values: list[list[Values]]) -> RightVariables:
    """Pack the values for each case and call."""
    packed = [[{name: [pack(one) for one in some] for name, some in call.items()}
               for call in case] for case in values]
    return RightVariables(zlib.compress(json.dumps(packed).encode(), 9))
