"""The course in other languages: gettext catalogues of notebooks and code, and what they make."""
