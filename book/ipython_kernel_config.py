"""How a chapter's kernel is set up while the book is built; nobody's own settings act on it."""

c = get_config()  # noqa: F821 (IPython puts it here)
c.InlineBackend.figure_formats = {"retina"}  # sharp on a phone, and when enlarged
c.IPKernelApp.log_level = "ERROR"  # each kernel would warn that it is reached over TCP
