"""Mutation testing of the judge: mistakes and mutants are rejected, right answers accepted."""
