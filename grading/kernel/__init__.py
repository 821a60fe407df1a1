"""The kernel a submission runs in, and the wall around it."""
