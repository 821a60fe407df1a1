"""Settings of the kernels that run chapters while the book is built, without a user's own."""

c = get_config()  # noqa: F821 (IPython puts it here)
c.InlineBackend.figure_formats = {"retina"}  # sharp on a phone, and when enlarged
c.IPKernelApp.log_level = "ERROR"  # each kernel would warn that it is reached over TCP
