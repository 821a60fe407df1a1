"""The right answers: taken from the source notebooks, kept in HDF5."""
