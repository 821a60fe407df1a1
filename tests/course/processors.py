"""This machine as other processors: the kernels of OpenBLAS and the features that numpy may use.

As a program it judges our own answers, or builds reference files, on the processor that its
environment makes of this one: `python -m tests.course.processors COMMAND FOLDER EXERCISE ...`.
"""

import json
import os
import platform
import subprocess
import sys
from functools import cache
from pathlib import Path

import numpy as np

from answercheck import Checker
from grading.course.folders import CourseFolders
from grading.references import build, judge_code, solutions
from grading.references.exercises import assignments, exercises
from grading.references.processes import on_all_cores
from tests.this_course import COURSE, FOLDERS

# What OPENBLAS_CORETYPE may be, the oldest first; of names for one kernel the first counts.
KERNELS = ("ARMV8", "CORTEXA57", "NEOVERSEN1", "NEOVERSEV1") if platform.machine() in (
    "aarch64", "arm64") else ("Prescott", "Nehalem", "Sandybridge", "Haswell", "Zen", "SkylakeX",
                              "Cooperlake", "SapphireRapids")
KIND = """
import json
import numpy as np
from threadpoolctl import threadpool_info
from numpy._core import _multiarray_umath as core
one = np.random.default_rng(0).normal(size=(70, 70))
assert np.isfinite(np.tanh(one @ one) + np.exp(-np.abs(one.T @ one))).all()
print(json.dumps([sorted(str(lib.get("architecture")) for lib in threadpool_info()),
                  [name for name in core.__cpu_dispatch__ if core.__cpu_features__[name]]]))
"""


def kind(environment):
    """The kernel and numpy's features that Python finds there; None if it cannot run."""
    asked = subprocess.run([sys.executable, "-c", KIND], env={**bare(), **environment},
                           capture_output=True, text=True, check=False)
    return None if asked.returncode else json.loads(asked.stdout)


def bare():
    """This process's environment without what chooses a kernel, features or a number of threads."""
    return {name: value for name, value in os.environ.items()
            if name not in ("OPENBLAS_CORETYPE", "NPY_DISABLE_CPU_FEATURES",
                            "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")}


@cache
def kernels():
    """Settings of OPENBLAS_CORETYPE that this machine can run, each with another kernel."""
    found = {}
    for name in KERNELS:
        if made := kind({"OPENBLAS_CORETYPE": name}):
            found.setdefault(tuple(made[0]), name)
    return tuple(found.values())


@cache
def features():
    """Settings of NPY_DISABLE_CPU_FEATURES: none, the newest features, … all that can be."""
    made = kind({})
    assert made
    return ("", *(" ".join(made[1][first:]) for first in reversed(range(len(made[1])))))


def setting(kernel, disabled):
    """The environment of a processor; it has one thread, this machine as it is all it gives."""
    return {"OPENBLAS_CORETYPE": kernel, "NPY_DISABLE_CPU_FEATURES": disabled,
            "OPENBLAS_NUM_THREADS": "1"}


def one_of_three(age):
    """The environment of the oldest processor, of one in between, or of the newest."""
    share = {"the oldest": 0.0, "one in between": 0.5, "the newest": 1.0}[age]
    known, disabled = kernels(), features()
    return setting(known[round(share * (len(known) - 1))],
                   disabled[round((1 - share) * (len(disabled) - 1))])


def on(environment, command, folder, *exercises):
    """Run this module as a program on such a processor, and return its output."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.course.processors", command, str(folder), *exercises],
        env={**bare(), **environment}, cwd=COURSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def all_exercises():
    """Every exercise of the course, as `week/exercise`."""
    return [f"{week}/{one.name}" for week in assignments(FOLDERS)
            for one in exercises(FOLDERS, week)]


def chosen(names):
    """The assignments with those of their exercises that are named `week/exercise`."""
    return {week: asked for week in assignments(FOLDERS)
            if (asked := tuple(one for one in exercises(FOLDERS, week)
                               if f"{week}/{one.name}" in names))}


def judged(folders, names):
    """By answer: its points on the visible and the hidden cases, and what is named."""
    found = {}
    for week, asked in chosen(names).items():
        os.chdir(folders.source / week)  # as a notebook that lies there
        check = Checker(week)
        for exercise in asked:
            cell = solutions.cells(folders, week)[exercise.name]
            answers = {"the reference": cell, **{
                one.name: one.code for one in exercise.alternatives}, **{
                one.name: solutions.edited(cell, one.edits) for one in exercise.mistakes}}
            for name, code in answers.items():
                np.random.seed(1)
                function = solutions.namespace(folders, week, {exercise.name: code})[exercise.name]
                verdicts = [check.verdict(function, exercise.name)]
                if not exercise.scoring.startswith("trained"):
                    verdicts.append(judge_code.judge_code(folders, week, exercise.name, code))
                found[f"{week}/{exercise.name}: {name}"] = [
                    [one.score, [mistake.name for mistake in one.mistakes]] for one in verdicts]
    return found


def built(folders, names):
    """Build the reference files of the course; their exercises."""
    asked = chosen(names)
    build.exercises = lambda _, week: asked[week]
    with on_all_cores() as run:
        return {week: [list(one.references.exercises) for one in build.build(
            folders, [week], force=True, run=run)] for week in asked}


def main(command, folder, *names):
    """Judge with, or build, the reference files of the course in `folder`."""
    commands = {"judge": judged, "build": built}
    print(json.dumps(commands[command](CourseFolders(Path(folder)), names)))


if __name__ == "__main__":
    main(*sys.argv[1:])
