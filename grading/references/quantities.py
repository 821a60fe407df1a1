"""Numbers of a call that a wrong factor may turn out to be: the number of examples, the rate …"""

import inspect
from collections.abc import Callable

from answercheck.registry import FACTORS


def quantities(function: Callable, args: tuple, kwargs: dict) -> dict[str, float]:
    """The registered factors that this call has, by their names."""
    bound = inspect.signature(function).bind(*args, **kwargs)
    bound.apply_defaults()
    found = {name: factor.of(bound.arguments) for name, factor in FACTORS.items()}
    return {name: number for name, number in found.items() if number is not None}
