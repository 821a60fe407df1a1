"""Which exercises failed by themselves, and which because of earlier ones that they build on."""

from collections.abc import Collection, Iterable, Mapping


class Dependencies:
    """Which failed exercises wait for another try, and because of which others they failed.

    More is known with each exercise that is decided.

    Parameters
    ----------
    uses : for each exercise, in order, the earlier ones that its right answer uses
    failed : those whose answers are not right
    answered : those that the student has worked on; the others fail by themselves
    """

    def __init__(self, uses: Mapping[str, frozenset[str]], failed: Collection[str],
                 answered: Collection[str]) -> None:
        self._uses = uses
        self.waiting = [name for name in uses if name in failed and name in answered
                        and not uses[name].isdisjoint(failed)]
        self._at_fault = set(failed) - set(self.waiting)

    def decide(self, name: str, is_right: bool) -> None:
        """Once its answer was tried with right ones in place of those it uses."""
        if name in self.waiting:
            self.waiting.remove(name)
            if not is_right:
                self._at_fault.add(name)

    def causes(self, name: str) -> tuple[str, ...]:
        """The earlier exercises that are wrong by themselves and that this one uses, in order."""
        return tuple(other for other in self._uses
                     if other in self._uses[name] & self._at_fault)

    def may_be_asked(self, name: str, put_in: Iterable[str]) -> bool:
        """Whether it can be tried where the right answers `put_in` are.

        Nowhere may there be a right answer that its own does not use: it could be called in place
        of thinking. And whatever it uses has to be decided.
        """
        return name in self.waiting and self._uses[name].issuperset(put_in) and (
            self._uses[name].isdisjoint(self.waiting))

    def is_wanted(self, name: str, put_in: Collection[str]) -> bool:
        """Whether its right answer helps the next exercise that can be tried."""
        tried_next = next((one for one in self.waiting if self._uses[one].issuperset(put_in)), "")
        return name in self._at_fault and bool(tried_next) and name in self._uses[tried_next]
