"""Settings of Sphinx for the book. Its source is the course's own folder, or the same in another
language, so that a link between notebooks, which JupyterLab follows, is a link of the book as well.
"""

import hashlib
import os
from pathlib import Path

from answercheck.translation import ENGLISH, add_catalogue, current_language
from answercheck.translation import translate as _
from book.languages import COMPILED, DOMAIN
from book.mathjax import SCRIPT

COURSE = Path(__file__).parents[1]

add_catalogue(DOMAIN, COMPILED)
language = current_language()


def digest_of_what_chapters_import() -> str:
    """A name for the state of packages and kernel; under another one, chapters run anew."""
    digest = hashlib.sha256()
    ours = [path for folder in ("answercheck", "helpers") for path in (COURSE / folder).rglob("*")
            if path.suffix in (".py", ".h5")
            or (path.is_file() and language in path.relative_to(COURSE).parts)]
    for path in [COURSE / "requirements.lock", COURSE / "book" / "ipython_kernel_config.py",
                 *sorted(ours)]:
        digest.update(path.relative_to(COURSE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:16]


project = _("Neural networks, from the slope up")
root_doc = "book/index"
include_patterns = ["book/*.md", "docs/*.md", "notebooks/*.ipynb",
                    "notebooks/*/*.ipynb", "release/*/*.ipynb"]
exclude_patterns = [".*", "build", "demo", "source", "submitted", "autograded", "feedback", "tests",
                    "**/.ipynb_checkpoints"]
extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx_exercise",
              "sphinx_togglebutton", "book.chinese_search", "book.exercise_pages",
              "book.languages", "book.launch_buttons", "book.outputs", "book.page_scripts",
              "book.patience", "book.summaries", "book.written"]
highlight_language = "none"  # of blocks that name no language: commands

# Chapters are run, and kept as long as neither they nor what they import change, in each language,
# for the words in figures; exercises wait for their reader.
nb_execution_mode = "cache"
nb_execution_cache_path = str(COURSE / "build" / "executed" / language
                              / digest_of_what_chapters_import())
nb_execution_excludepatterns = [
    "release/*/*.ipynb", "notebooks/*.ipynb",
    *(path.relative_to(COURSE).as_posix() for path in (COURSE / "notebooks").glob("*/*.ipynb")
      if not path.relative_to(COURSE).match(os.environ["BOOK_RUN"]))]
nb_execution_show_tb = True
nb_execution_timeout = 120
nb_output_stderr = "error"
nb_merge_streams = True
nb_render_markdown_format = "myst"  # what a cell shows as Markdown may have tables and formulas
nb_ipywidgets_js = {}  # a page moves pictures instead, so none needs a script from elsewhere

myst_enable_extensions = ["amsmath", "colon_fence", "dollarmath"]
myst_dmath_double_inline = True
myst_heading_anchors = 3
mathjax_path = f"mathjax/{SCRIPT}"
if language != ENGLISH:  # of characters in formulas that MathJax's own fonts lack; see book.css
    mathjax3_config = {"chtml": {"unknownFamily": 'serif, "Course Noto Sans SC"'}}

autodoc_member_order = "bysource"
autodoc_preserve_defaults = True  # the source's words, not this machine's folders
autodoc_typehints = "none"  # the docstrings give the types, with shapes and units
napoleon_google_docstring = False
napoleon_use_rtype = False

html_theme = "sphinx_book_theme"
html_title = project
html_static_path = ["_static", "../build/static",
                    *(["../helpers/fonts"] if language != ENGLISH else [])]  # see book.css
html_extra_path = [f"top/{language}"]
templates_path = ["_templates"]
html_css_files = ["book.css"]
html_logo = html_favicon = "_static/mark.svg"
html_sourcelink_suffix = ""
html_show_copyright = False
html_context = {"default_mode": "auto"}  # dark where the reader's machine is
html_theme_options = {
    "home_page_in_toc": True,
    "footer_content_items": [],
    "search_bar_text": _("Search..."),
    "article_header_end": ["language-switch.html", "article-header-buttons.html"],
    # Without these there is a second search bar, above the one in the sidebar.
    "navbar_start": [], "navbar_center": [], "navbar_end": [], "navbar_persistent": [],
}
# A button starts what is in the repository, and that is English.
if (repository := os.environ["BOOK_REPOSITORY"]) and language == ENGLISH:
    buttons = {"binderhub_url": "https://mybinder.org", "notebook_interface": "jupyterlab"}
    if jupyterlite := os.environ["BOOK_JUPYTERLITE"]:
        buttons["jupyterlite_url"] = f"{jupyterlite.rstrip('/')}/lab/index.html"
    html_theme_options |= {"repository_url": repository, "repository_branch": "main",
                           "launch_buttons": buttons}
