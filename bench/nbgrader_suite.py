"""nbgrader's own tests, run with stock nbgrader and with the stages of this package.

    python -m bench.nbgrader_suite [MODULE ...]

The tests come with nbgrader. For the second run a configuration says `grading.configure(c)`. It
ends with an error if a test that stock nbgrader passes fails here without a reason that is given
below.
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

from grading.course.programs import find_own_programs

MODULES = ("test_nbgrader_autograde", "test_nbgrader_generate_feedback", "test_nbgrader_validate")
CONFIG = "import grading\nc = get_config()\ngrading.configure(c)\n"
WORDS = {"passed": "✓", "failed": "✗", "skipped": "–"}
# What is deliberately otherwise, by the name of the test.
REASONS = {
    "test_side_effects": (
        "A file that a notebook writes ends with its sandbox. In autograded/ it would be sent back "
        "with the feedback, and tests may have been copied into it."),
    "test_no_execute": (
        "With --no-execute stock nbgrader scores the outputs that were handed in. Here a graded "
        "cell that was not run earns nothing, and what was handed in is shown as plain text."),
}


def outcomes(module: str, config: str) -> dict[str, str]:
    """Run one module of nbgrader's tests; the outcome of each test.

    Parameters
    ----------
    config : the text of nbgrader's configuration
    """
    with tempfile.TemporaryDirectory(prefix="nbgrader-suite-") as folder:
        Path(folder, "nbgrader_config.py").write_text(config, encoding="utf-8")
        results = Path(folder, "results.xml")
        environment = {**os.environ, "JUPYTER_CONFIG_DIR": folder, "HOME": folder}
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--pyargs",
             f"nbgrader.tests.apps.{module}", f"--junitxml={results}"],
            cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=False)
        cases = ElementTree.parse(results).getroot().iter("testcase")
        return {case.get("name", ""): _outcome(case) for case in cases}


def _outcome(case: ElementTree.Element) -> str:
    if case.find("skipped") is not None:
        return "skipped"
    return "passed" if len(case.findall("failure") + case.findall("error")) == 0 else "failed"


def compare(module: str) -> list[str]:
    """Print the outcomes of a module side by side; the tests that fail here without a reason."""
    stock, ours = outcomes(module, "c = get_config()\n"), outcomes(module, CONFIG)
    print(f"\n{module}: stock nbgrader, and with grading.configure(c)")
    unexplained = []
    for name, before in stock.items():
        now = ours.get(name, "failed")
        print(f"  {WORDS[before]} {WORDS[now]}  {name}")
        if before == "passed" and now != "passed":
            print(f"       {REASONS.get(name, 'no reason is given')}")
            if name not in REASONS:
                unexplained.append(name)
    for who, found in (("stock", stock), ("here", ours)):
        count = Counter(found.values())
        print(f"  {who}: {count['passed']} passed, {count['failed']} failed, "
              f"{count['skipped']} skipped")
    return unexplained


def main(modules: list[str]) -> None:
    """Compare these modules; all by default."""
    find_own_programs()
    unexplained = [name for module in modules or MODULES for name in compare(module)]
    if unexplained:
        raise SystemExit(f"without a reason: {', '.join(unexplained)}")


if __name__ == "__main__":
    main(sys.argv[1:])
