"""Requests to the zygote: settings, limits, environment and files of a kernel."""

import os
import sys
from collections.abc import Mapping
from typing import Any

from grading.course.folders import ANSWERCHECK, HELPERS
from grading.errors import CourseError
from grading.sandbox import namespaces


def kernel_request(limits: Mapping[str, int], folder: str, env: Mapping[str, str],
                   arguments: list[str]) -> dict[str, Any]:
    """Return a request for a kernel, to be sent to the zygote as JSON.

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
    """Return what a kernel may read besides the system: Python, `helpers` and `answercheck`.

    Raises
    ------
    CourseError
        If these hold the grader too (a course installed as a copy, without `pip install -e`).
    """
    roots = [sys.prefix, sys.base_prefix, str(HELPERS), str(ANSWERCHECK)]
    grader = HELPERS.parent / "grading"
    for root in [*namespaces.SYSTEM, *roots]:
        if grader.is_relative_to(os.path.realpath(root)):
            raise CourseError(
                f"a submission could read the hidden answers, for {grader} lies in {root}; "
                f"install the course from its own folder with 'pip install -r requirements.txt'")
    return roots


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return a bare environment, with home and caches in the scratch folder."""
    kept: dict[str, str] = {key: given[key] for key in ("PATH", "LANG", "TZ") if key in given}
    return {**kept, "HOME": namespaces.WORK, "TMPDIR": namespaces.SCRATCH, "LOGNAME": "student",
            "IPYTHONDIR": f"{namespaces.SCRATCH}/ipython",
            "MPLCONFIGDIR": f"{namespaces.SCRATCH}/matplotlib",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "PYTHONDONTWRITEBYTECODE": "1", "HDF5_USE_FILE_LOCKING": "FALSE",
            "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
