"""Judge the answers outside the kernel, and carry forward past earlier mistakes."""
