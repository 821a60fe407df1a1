"""Real kernels in the real sandbox."""

from tests.grading.kernels import (  # noqa: F401 - fixtures
    _in_whole_sandbox,
    kernel,
    shared,
    start,
)
