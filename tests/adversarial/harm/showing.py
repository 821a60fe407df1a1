"""Harm: output, text and names that attack whoever looks at them."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from nbformat.v4 import new_markdown_cell

from tests.adversarial.active_content import ACT
from tests.adversarial.harm.making import harm, harm_inside
from tests.adversarial.sample import Sample, SampleNotebook, answer_all

EVENT = f"<img src=x onerror={ACT}()>"
SCRIPT = f"<script>{ACT}()</script>"
FRAME = f'<iframe srcdoc="{SCRIPT}"></iframe><object data="javascript:{ACT}()"></object>'
DRAWING = f'<svg xmlns="http://www.w3.org/2000/svg" onload="{ACT}()"><script>{ACT}()</script></svg>'
LINK = f'<a href="javascript:{ACT}()">look</a><form action="javascript:{ACT}()"></form>'
FORMULA = rf"$\require{{html}}\href{{javascript:{ACT}()}}{{x}}\class{{{ACT}}}{{y}}$"
TITLE = f"\\x1b]0;{ACT}\\x07\\x1b[2J"  # names the terminal's window, clears it


def _shown(name: str, sentence: str, code: str) -> Sample:
    """Run `code`, which displays an attack by IPython's own means."""
    return replace(harm(name, f"{sentence}; it is cleaned, full points.",
                        f"from IPython.display import *\n{code}"), is_viewed=True)


def _written(name: str, sentence: str, text: str) -> Sample:
    """Put `text` into a text cell of the student's own and into every written answer."""
    def change(notebook: SampleNotebook) -> None:
        notebook.node.cells.insert(0, new_markdown_cell(text))
        for cell in notebook.written_cells():
            cell.source = text
    return _handed_in(name, f"{sentence}; it is cleaned, full points.", change)


def _leave(*_: object) -> None:
    """Change nothing."""


def _handed_in(name: str, sentence: str, change: Callable[[SampleNotebook], object] = _leave,
               place: Callable[[SampleNotebook, Path, Path], object] = _leave) -> Sample:
    """Right answers, changed; `place` gets the notebook, its folder and the path of its file."""
    def make(notebook: SampleNotebook, folder: Path) -> None:
        answer_all(notebook, folder.name)
        change(notebook)
        place(notebook, folder, notebook.save(folder))
    return Sample(name, sentence, make, "full", is_viewed=True)


def _named(name: str, what: str) -> Sample:
    """A student's name that must stay a mere name."""
    return _handed_in(name, f"The student's name is {what}; it stays a name, full points.")


def _refused(name: str, what: str) -> Sample:
    """A student's name that the formgrader would write into a script of its page."""
    return replace(_named(name, what), expected="refused", sentence=(
        f"The student's name is {what}; the instructor is asked for another, the class goes on."))


def _pages_beside(notebook: SampleNotebook, folder: Path, path: Path) -> None:
    for name in ("page.html", "page.XHTML", "picture.svg", "code.js"):
        (folder / name).write_text(f"{SCRIPT}{DRAWING}")


def _zip_slip(notebook: SampleNotebook, folder: Path, path: Path) -> None:
    """Hand in a zip file whose names lead out of the folder, to the course and to the system."""
    with zipfile.ZipFile(folder / "week.zip", "w") as archive:
        for name in ("../../../MARK.ipynb", "/tmp/MARK.ipynb", "..\\..\\MARK.ipynb"):
            archive.writestr(name.replace("MARK", notebook.placeholders["mark"]), "{}")
        archive.write(path, f"../../../{path.name}")
    path.unlink()


def _metadata(notebook: SampleNotebook) -> None:
    notebook.node.metadata.title = SCRIPT
    notebook.node.metadata.authors = [{"name": SCRIPT}]
    notebook.node.metadata.language_info = {"name": EVENT, "pygments_lexer": EVENT,
                                             "mimetype": EVENT}


def _attached(notebook: SampleNotebook) -> None:
    cell = new_markdown_cell("![a](attachment:a.svg) ![b](attachment:b.png)")
    cell.attachments = {"a.svg": {"image/svg+xml": DRAWING},
                        "b.png": {"image/png": f'"{EVENT}', "text/html": SCRIPT}}
    notebook.node.cells.insert(0, cell)


SHOWING = (
    _shown("out-script", "Scripts are shown", f"display(HTML({SCRIPT!r}), Javascript('{ACT}()'))"),
    _shown("out-events", "Event handlers are shown",
           f"display(HTML({EVENT!r}), HTML('<details open ontoggle={ACT}()>'))"),
    _shown("out-links", "javascript: links are shown", f"display(HTML({LINK!r}))"),
    _shown("out-svg", "A drawing with a script is shown",
           f"display(SVG({DRAWING!r}))\ndisplay(HTML({DRAWING!r}))"),
    _shown("out-frames", "Frames are shown", f"display(HTML({FRAME!r}))"),
    _shown("out-style", "Styles that hide the page are shown",
           f"display(HTML('<style>body {{ --{ACT}: 1; display: none }}</style>'))"),
    _shown("out-markdown", "Markdown with HTML is shown",
           f"display(Markdown({SCRIPT + EVENT!r}), Markdown('[look](javascript:{ACT}())'))"),
    _shown("out-latex", "Formulas with links and classes are shown",
           f"display(Latex({FORMULA!r}), Math({FORMULA.strip('$')!r}))"),
    _shown("out-widget", "A widget with HTML is shown",
           f"import ipywidgets\ndisplay(ipywidgets.HTML({EVENT!r}))"),
    _shown("out-all-kinds", "Every kind of output is shown at once", f"""\
display({{"text/html": {SCRIPT!r}, "application/javascript": "{ACT}()",
         "image/svg+xml": {DRAWING!r}, "text/markdown": {EVENT!r}, "text/latex": {FORMULA!r},
         "application/pdf": {SCRIPT!r}, "image/png": '">' + {EVENT!r},
         "application/vnd.jupyter.widget-view+json": {{"model_id": {SCRIPT!r}}},
         "application/vnd.plotly.v1+json": {{"data": {SCRIPT!r}}},
         "text/plain": {SCRIPT!r}}}, raw=True)"""),
    _shown("out-repr", "An object's representations are scripts", f"""\
class Thing:
    def __repr__(self):
        return {SCRIPT!r}
    def _repr_html_(self):
        return {SCRIPT!r}
    def _repr_mimebundle_(self, **kwargs):
        return {{"text/html": {SCRIPT!r}}}, {{"text/html": {{"isolated": True}}}}
Thing()"""),
    _shown("out-text", "Scripts are printed",
           f"import sys\nprint({SCRIPT + EVENT!r})\nprint({SCRIPT!r}, file=sys.stderr)"),
    _shown("out-error", "An error's name and text are HTML",
           f"raise type({EVENT!r}, (Exception,), {{}})({SCRIPT!r})"),
    _shown("out-ansi", "Escape sequences for a terminal are printed and raised",
           f"print('{TITLE}')\nraise ValueError('{TITLE}')"),
    _shown("out-changed-later", "What was shown becomes a script later", f"""\
shown = display("harmless", display_id=True)
get_ipython().events.register("post_run_cell", lambda *a: shown.update(HTML({SCRIPT!r})))"""),
    replace(harm_inside("out-answer", "One answer is HTML and escape sequences; the verdict shows "
                        "them as text, the others are graded.",
                        f"return {SCRIPT!r} + '{TITLE}'"), is_viewed=True),
    replace(harm_inside("out-answer-error", "One answer raises an error of HTML and escape "
                        "sequences; the verdict shows it as text, the others are graded.",
                        f"raise type({EVENT!r}, (Exception,), {{}})({SCRIPT!r} + '{TITLE}')"),
            is_viewed=True),
    _written("text-script", "A written answer holds scripts and frames", SCRIPT + FRAME),
    _written("text-events", "A written answer holds event handlers", f"a {EVENT} b\n\n{EVENT}"),
    _written("text-svg", "A written answer holds a drawing with a script", DRAWING),
    _written("text-links", "A written answer holds javascript: links", (
        f"[a](javascript:{ACT}()) [b]( JaVaScript:{ACT}()) ![c](javascript:{ACT}()) [d]\n\n"
        f"[d]: javascript:{ACT}()\n\n<javascript:{ACT}()>\n\n[e](java&#115;cript:{ACT}())\n"
        f"{LINK}")),
    _written("text-latex", "A written answer holds formulas with links", FORMULA),
    _written("text-mixed", "A written answer hides HTML in code, formulas and references", (
        f"`{EVENT}\n\n$`${EVENT}`\n\n&lt;img src=x onerror={ACT}()&gt;\n\n"
        f"```\n</code></pre>{SCRIPT}\n```\n\n<!-- -->{SCRIPT}")),
    _handed_in("text-attached", "Attachments of a text are drawings and HTML; left out, full "
               "points.", _attached),
    _handed_in("metadata-html", "Title, authors and language of the notebook are HTML; left out, "
               "full points.", _metadata),
    _handed_in("files-that-act", "Pages, drawings and scripts lie beside the notebook; they are "
               "not carried along, full points.", place=_pages_beside),
    _handed_in("file-name-html", "The notebook's name is HTML; found, full points.",
               place=lambda notebook, folder, path: path.rename(folder / f"{EVENT}.ipynb")),
    _handed_in("file-name-formula", "The notebook's name is a formula; found, full points.",
               place=lambda notebook, folder, path: path.rename(folder / "=cmd|' calc'!A0.ipynb")),
    _handed_in("zip-leads-out", "Names in a zip file lead out of the folder; nothing is written "
               "there, full points.", place=_zip_slip),
    _refused(EVENT, "HTML"),
    _refused(f"'\"><b onclick={ACT}()>", "HTML that ends an attribute"),
    _refused(f"=cmd|' {ACT}'!A0", "a formula"),
    _named(f"@SUM(1+1)*{ACT}", "another formula"),
    _named("..%2f..%2fhome", "a path"),
    _named("-rf ~", "options of a command"),
    _named("$(touch MARK) `id`", "commands of a shell"),
    _refused("a'; drop table grade; --", "commands of a database"),
    _refused("{self.root} %s \\n", "a template"),
)
