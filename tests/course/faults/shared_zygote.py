"""Imported by the fork server alone: one zygote for all the graders that are forked from it."""

from grading.sandbox.client import zygote_client

zygote_client()
