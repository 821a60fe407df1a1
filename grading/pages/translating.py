"""Templates of pages in the current language, which is the one while a page is made."""

from jinja2 import Environment

from grading.words import current_language, ngettext, translate


def translate_templates(environment: Environment) -> None:
    """Let templates translate, by `_`, `ngettext` and blocks `trans`, and name the language."""
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(  # type: ignore[attr-defined]  # by the extension
        translate, ngettext, newstyle=True)
    environment.globals["html_language"] = html_language


def html_language() -> str:
    """Return the current language as HTML names it, such as "zh-CN"."""
    return current_language().replace("_", "-")
