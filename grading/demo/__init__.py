"""`course demo`: a sample class, taken through all steps of a course."""
