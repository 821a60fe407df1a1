"""Testing the tests: every mistake must be rejected and named, every right road accepted."""
