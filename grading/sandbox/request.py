"""What a kernel and its sandbox are to be like."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import answercheck
import grading
from grading.errors import CourseError
from grading.sandbox import namespaces

GRADER = Path(grading.__file__).resolve().parent
HELPERS = GRADER.parent / "helpers"
ANSWERCHECK = Path(answercheck.__file__).resolve().parent


def kernel_request(limits: Mapping[str, int], folder: str, env: Mapping[str, str],
                   arguments: list[str]) -> dict[str, Any]:
    """What is asked of the zygote: a kernel's settings, limits, environment, and files.

    Parameters
    ----------
    limits : the fields of `Limits`
    folder : whose files the submission has beside its notebook; may be ""
    env : the grader's environment, of which little is kept
    arguments : settings of the kernel's application
    """
    return {"arguments": arguments, "limits": dict(limits), "environment": environment(env),
            "read": read_paths(), "folder": folder}


def read_paths() -> list[str]:
    """What a kernel may read besides the system: the Python installation, `helpers` and
    `answercheck`.

    Raises
    ------
    CourseError
        If these hold the grader too (a course installed as a copy, without `pip install -e`).
    """
    roots = [sys.prefix, sys.base_prefix, str(HELPERS), str(ANSWERCHECK)]
    for root in [*namespaces.SYSTEM, *roots]:
        if GRADER.is_relative_to(os.path.realpath(root)):
            raise CourseError(
                f"a submission could read the hidden answers, for {GRADER} lies in {root}; "
                f"install the course from its own folder with 'pip install -r requirements.txt'")
    return roots


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """A bare environment: nothing of the instructor's, homes and caches in the scratch folder."""
    kept: dict[str, str] = {key: given[key] for key in ("PATH", "LANG", "TZ") if key in given}
    return {**kept, "HOME": namespaces.WORK, "TMPDIR": namespaces.SCRATCH, "LOGNAME": "student",
            "IPYTHONDIR": f"{namespaces.SCRATCH}/ipython",
            "MPLCONFIGDIR": f"{namespaces.SCRATCH}/matplotlib",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "PYTHONDONTWRITEBYTECODE": "1", "HDF5_USE_FILE_LOCKING": "FALSE",
            "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
