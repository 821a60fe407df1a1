"""Quantities of a call that a wrong factor may equal, such as the number of examples."""

import inspect
from collections.abc import Callable
from typing import Any

from answercheck.registry import FACTORS


def quantities(function: Callable[..., Any], args: tuple[Any, ...],
               kwargs: dict[str, Any]) -> dict[str, float]:
    """Return the registered factors that this call has, by name."""
    bound = inspect.signature(function).bind(*args, **kwargs)
    bound.apply_defaults()
    found = {name: factor.of(bound.arguments) for name, factor in FACTORS.items()}
    return {name: number for name, number in found.items() if number is not None}
