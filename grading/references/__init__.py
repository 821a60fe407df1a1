"""Making the reference files: right answers of the solutions in the source notebooks."""
