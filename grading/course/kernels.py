"""Which kernel a notebook asks for: grading here is for Python."""

import json
from collections.abc import Mapping
from typing import Any

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

from grading.errors import CourseError

PYTHON = "python"


def python_kernel(kernelspec: str | None, notebook: str) -> str:
    """The name of the kernel that a released notebook asks for; "" if it does not say.

    Parameters
    ----------
    kernelspec : as nbgrader keeps it, in JSON

    Raises
    ------
    CourseError
        If it is not for Python.
    """
    spec = json.loads(kernelspec) if kernelspec else None
    refuse_other_language(spec, notebook)
    return str(spec.get("name", PYTHON)) if spec else ""


def refuse_other_language(spec: Any, notebook: str) -> None:
    """Look at the kernelspec in a notebook's metadata.

    Raises
    ------
    CourseError
        If it is not for Python.
    """
    if not isinstance(spec, Mapping) or not spec:
        return
    name, language = str(spec.get("name", "")), spec.get("language") or ""
    if not language and not name.startswith(PYTHON):
        try:
            language = KernelSpecManager().get_kernel_spec(name).language
        except (NoSuchKernel, ValueError):
            language = PYTHON
    if language and str(language).lower() != PYTHON:
        raise CourseError(f"{notebook} asks for the kernel {name!r}, which is not for Python; "
                          "grade it with stock nbgrader, without grading.configure")
