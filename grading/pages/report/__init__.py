"""`course report`: where a class stands, on one page that opens anywhere, and as a table."""

from grading.pages.report.writing import write_report

__all__ = ["write_report"]
