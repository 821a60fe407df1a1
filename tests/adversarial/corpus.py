"""The whole corpus: by part, by group and by name."""

from collections.abc import Mapping

from tests.adversarial import cheats, damage, harm
from tests.adversarial.sample import HONEST, Sample

PARTS: Mapping[str, tuple[Sample, ...]] = {
    "Points without work": cheats.CHEATS, "Harm": harm.HARM,
    "Damage without intent": damage.DAMAGE}
GROUPS = (*damage.GROUPS, *cheats.GROUPS, *harm.GROUPS)
CORPUS: Mapping[str, Sample] = {sample.name: sample for group in GROUPS for sample in group}

# A few of every group, for tests that must not take long.
QUICK = (
    # damage without intent
    HONEST, "file-zipped", "🦊 [fox]", "utf-16", "cut-off", "format-3", "fields-odd",
    "kernel-death-inside", "does-not-parse", "style-moved",
    # points without work
    "tag-skip-execution", "check-copied", "patch-comparisons", "patch-judge", "object-pleasing",
    "visible-nearest", "forged-token", "forged-verdict", "hidden-file", "read-put-in",
    "gradebook-write", "file-package",
    # harm
    "endless-caught", "left-daemon", "all-memory", "ends-by-pointer", "signals-another",
    "net-tcp", "net-unix-abstract", "write-over", "write-marks", "scores-changed", "read-other",
    "read-graders-environment", "out-all-kinds", "text-mixed",
)
