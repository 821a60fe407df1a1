"""Run a submission's notebook in a sandboxed kernel and collect its answers."""
