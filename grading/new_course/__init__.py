"""`course new`: a small course to start from, in a folder of its own."""
