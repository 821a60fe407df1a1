"""Real kernels in the real sandbox."""

from tests.grading.kernels import kernel, shared, start, whole_sandbox  # noqa: F401 - fixtures
