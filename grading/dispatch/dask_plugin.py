"""What the workers of a Dask cluster are given once, those too that join it later."""

from typing import Any

from distributed import WorkerPlugin

from grading.dispatch.worker_cache import keep


class Keeping(WorkerPlugin):
    """Has a worker keep a content before it gets a task."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def setup(self, worker: Any) -> None:
        """Dask calls this in the worker."""
        keep(self._content)
