"""Exporting a graded notebook as a feedback page, a single HTML file without scripts."""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbconvert.filters import get_metadata
from nbconvert.filters.markdown_mistune import MarkdownWithMath
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbformat import NotebookNode
from nbgrader.converters import GenerateFeedback
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from traitlets import Integer
from traitlets.config import Config

from grading.course.languages import language_in
from grading.course.privacy import keep_private
from grading.pages import style as look
from grading.pages.feedback.formulas import WithMathML
from grading.pages.numbers import hours, number, phrases
from grading.pages.style import with_code
from grading.pages.translating import translate_templates
from grading.terminal import printable
from grading.words import N_, in_language
from grading.words import translate as _

HERE = Path(__file__).parent
TEMPLATE = "course_feedback"
NO_ALT = N_("No description has been provided for this image")
# For any notebook, whatever it says of itself: IPython's own lexer, for one, takes a time that
# grows with the square of the length of "a.a.a.a".
LEXER = PythonLexer()
FORMATTER = HtmlFormatter()
FONT = b64encode((HERE / TEMPLATE / "math.woff2").read_bytes()).decode()
STYLE = "\n".join([
    look.STYLE, HtmlFormatter(style="default").get_style_defs(".highlight"),
    "@media screen and (prefers-color-scheme: dark) {",
    HtmlFormatter(style="github-dark").get_style_defs(".highlight"), "}",
    (HERE / TEMPLATE / "page.css").read_text(encoding="utf-8"),
    f'@font-face {{ font-family: "Course Math"; src: url(data:font/woff2;base64,{FONT}); }}'])


class FeedbackExporter(HTMLExporter):
    """Exporter of feedback pages, to be set as `GenerateFeedback.exporter_class`."""

    timeout = Integer(30, help=(
        "Seconds of processor time for the pages of one student, and three times as many on the "
        "clock; `course feedback` tells whose took longer and writes the others.")).tag(config=True)

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        if isinstance(self.parent, GenerateFeedback):
            keep_private(self.parent.coursedir, "feedback")

    @property
    def default_config(self) -> Config:
        """Select our template, in this class's own section, which overrides what nbgrader sets."""
        config = Config({"FeedbackExporter": {"template_name": TEMPLATE,
                                              "extra_template_basedirs": [str(HERE)]}})
        config.merge(super().default_config)
        return config

    def default_filters(self) -> Iterator[tuple[str, Any]]:
        """Return nbconvert's filters and those for numbers, sentences and names."""
        yield from super().default_filters()
        yield from {"number": number, "hours": hours, "phrases": phrases, "code": with_code,
                    "shown": printable, "highlight_code": highlighted,
                    "get_metadata": _metadata}.items()

    @pass_context
    def markdown2html(self, context: Context, source: str) -> str:
        """Render markdown as nbconvert does, but with formulas as MathML."""
        renderer = WithMathML(escape=False, exclude_anchor_links=True,
                              attachments=context.get("cell", {}).get("attachments", {}))
        return MarkdownWithMath(renderer=renderer).render(source)

    def from_notebook_node(  # type: ignore[override]  # as nbconvert's own do
            self, nb: NotebookNode, resources: Any = None, **kw: Any,
    ) -> tuple[str, dict[str, Any]]:
        """Convert as `HTMLExporter` does, but do not parse the page to change what is not in ours.

        The page is in the language of the notebook that was handed in.
        """
        self._nb_metadata.clear()  # of the notebooks before
        self.register_filter("filter_data_type", WidgetsDataTypeFilter(
            notebook_metadata=self._nb_metadata, parent=self, resources=resources))
        with in_language(language_in(nb.metadata)):
            return TemplateExporter.from_notebook_node(self, nb, self._init_resources(resources),
                                                       **kw)

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()
        translate_templates(environment)
        return environment

    def _init_resources(self, resources: Any) -> Any:
        resources = super()._init_resources(resources)
        resources["style"], resources["place"] = STYLE, look.PLACE
        return resources


def highlighted(source: str, **_: Any) -> str:
    """Return code as coloured HTML, escaped."""
    return highlight(source, LEXER, FORMATTER)


def _metadata(shown: Any, key: str, mimetype: str | None = None) -> Any:
    """Return what nbconvert's filter does; where no alternative text is known, that."""
    found = get_metadata(shown, key, mimetype)
    return _(NO_ALT) if found is None and key == "alt" else found
