"""The languages of the book, and the way from each page to the same page in another language."""

from pathlib import Path

from answercheck.translation import ENGLISH, N_, current_language

# How each calls itself; English first, whose pages lie at the top.
NAMES = {ENGLISH: "English", "zh_CN": "中文"}
COMPILED = Path(__file__).parents[1] / "build" / "locale"  # the book's catalogues
DOMAIN = "book"
THEMES = ["sphinx", "booktheme"]  # the domains in which the themes look their words up
# Words of the themes that they have in a few languages only, or not well.
THEIRS = N_("Color mode"), N_("System Settings"), N_("Print to PDF")


def web_name(language: str) -> str:
    """A language as HTML spells it.

    >>> web_name("zh_CN")
    'zh-CN'
    """
    return language.replace("_", "-")


def folder_of(language: str) -> str:
    """The folder of a language's pages, in that of the English ones; "" for English."""
    return "" if language == ENGLISH else language


def address(page: str, language: str, other: str) -> str:
    """Where a page lies in another language, seen from where it lies in this one.

    Parameters
    ----------
    page : the page's file, such as "book/index.html"

    >>> address("book/index.html", "zh_CN", "en")
    '../../book/index.html'
    >>> address("book/index.html", "en", "zh_CN")
    '../zh_CN/book/index.html'
    """
    up = page.count("/") + (folder_of(language) != "")
    return "/".join([*[".."] * up, *filter(None, [folder_of(other)]), page])


def _add_switch(app, page, template, context, doctree):
    language, file = current_language(), app.builder.get_target_uri(page)
    context["other_languages"] = [
        {"name": name, "web_name": web_name(other), "address": address(file, language, other)}
        for other, name in NAMES.items() if other != language]
    links = (f'\n<link rel="alternate" hreflang="{other["web_name"]}" href="{other["address"]}">'
             for other in context["other_languages"])
    context["metatags"] = "".join([context.get("metatags", ""), *links])


def setup(app):
    """Sphinx calls this."""
    for domain in THEMES:
        app.add_message_catalog(domain, str(COMPILED))  # the first that is added counts
    app.connect("html-page-context", _add_switch)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
