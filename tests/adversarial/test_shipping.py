"""The corpus does not ship: nothing that is installed imports the tests."""

import ast

from tests.this_course import COURSE

NOT_INSTALLED = {"tests", "bench", "book", "build"}


def imported_modules(path):
    """The names of the modules that a file imports anywhere in its code."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def test_no_installed_package_imports_the_tests():
    packages = [path.parent for path in COURSE.glob("*/__init__.py")
                if path.parent.name not in NOT_INSTALLED]
    files = [path for package in packages for path in package.rglob("*.py")]
    assert files
    assert [path for path in files
            if any(name.split(".")[0] == "tests" for name in imported_modules(path))] == []
