"""The interface of a canary."""

from collections.abc import Mapping
from typing import Protocol


class Canary(Protocol):
    """Something that no submission may read, change or reach.

    placeholders : where it is, by the names that a sample's code uses after "CANARY."
    secrets : texts that must not be in what a submission produces, by the name of the canary
    """

    placeholders: Mapping[str, str]
    secrets: Mapping[str, str]

    def touched(self) -> list[str]:
        """Report what was done to it since the last call, as "canary: what", and restore it."""

    def close(self) -> None:
        """Remove it."""
