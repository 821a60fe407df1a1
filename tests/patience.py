"""How long tests wait for what comes at once on a quiet machine."""

PATIENCE_S = 300  # a machine of CI may be slow, and busy
PATIENCE_MS = 1000 * PATIENCE_S  # as browsers count
