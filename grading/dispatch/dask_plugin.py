"""A Dask plugin that fills the cache of each worker, also of those that join later."""

from typing import Any

from distributed import WorkerPlugin

from grading.dispatch.worker_cache import store


class WorkerCachePlugin(WorkerPlugin):
    """Store a content in a worker's cache before the worker gets a task."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    def setup(self, worker: Any) -> None:
        """Store the content; Dask calls this in the worker."""
        store(self._content)
