"""What all canaries have in common."""

from collections.abc import Mapping
from typing import Protocol


class Canary(Protocol):
    """Something that a submission has no business with.

    words : what stands for it in a specimen's code, behind "CANARY."
    secrets : texts that must not be in what a submission produces, by the name of the canary
    """

    words: Mapping[str, str]
    secrets: Mapping[str, str]

    def touched(self) -> list[str]:
        """What was done to it since the last look, as "canary: what"; then it is whole again."""

    def close(self) -> None:
        """Take it away."""
