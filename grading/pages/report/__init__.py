"""`course report`: results of a class on one self-contained HTML page, and as a CSV table."""

from grading.pages.report.writing import write_report

__all__ = ["write_report"]
