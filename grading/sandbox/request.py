"""Requests to the zygote: settings, limits, environment and files of a kernel."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import answercheck
from answercheck.translation import LANGUAGE_VARIABLE
from grading.sandbox import namespaces
from grading.sandbox.course_files import CourseFiles, refuse_readable_answers

ANSWERCHECK = Path(answercheck.__file__).resolve().parent


def kernel_request(limits: Mapping[str, int], folder: str, env: Mapping[str, str],
                   arguments: list[str], course: CourseFiles) -> dict[str, Any]:
    """Return a request for a kernel, to be sent to the zygote as JSON.

    Parameters
    ----------
    limits : the fields of `Limits`
    folder : whose files the submission has beside its notebook; may be ""
    env : the grader's environment, of which little is kept
    arguments : settings of the kernel's application
    course : what of the course it may read

    Raises
    ------
    CourseError
        If it could read what it must not.
    """
    return {"arguments": arguments, "limits": dict(limits), "environment": environment(env),
            "read": read_paths(course), "folder": folder, "packages": course.packages,
            "search": course.search}


def read_paths(course: CourseFiles) -> list[str]:
    """What a kernel may read besides the system: Python, `answercheck` and the course's packages.

    Raises
    ------
    CourseError
        If these hold the answers too.
    """
    roots = [sys.prefix, sys.base_prefix, str(ANSWERCHECK), *course.read]
    refuse_readable_answers(roots, course.secret)
    return roots


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return a bare environment, with home and caches in the scratch folder."""
    kept: dict[str, str] = {key: given[key] for key in ("PATH", "LANG", "TZ", LANGUAGE_VARIABLE)
                            if key in given}
    return {**kept, "HOME": namespaces.WORK, "TMPDIR": namespaces.SCRATCH, "LOGNAME": "student",
            "NBGRADER_EXECUTION": "autograde",  # by this a notebook knows, as in plain nbgrader
            "IPYTHONDIR": f"{namespaces.SCRATCH}/ipython",
            "MPLCONFIGDIR": f"{namespaces.SCRATCH}/matplotlib",
            "MPLBACKEND": "module://matplotlib_inline.backend_inline",
            "PYTHONDONTWRITEBYTECODE": "1", "HDF5_USE_FILE_LOCKING": "FALSE",
            "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
