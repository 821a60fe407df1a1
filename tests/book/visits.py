"""A reader's visit to a page: opened on a desk, everything unfolded, then held as a phone."""

from dataclasses import dataclass, field

from tests.patience import PATIENCE_MS

PHONE = 375  # pixels

LOOK = """async () => {
    if (window.MathJax) await MathJax.startup.promise;
    document.querySelectorAll('details').forEach(one => one.open = true);
    const all = selector => [...document.querySelectorAll(selector)];
    const prose = document.querySelector('.bd-article').cloneNode(true);
    prose.querySelectorAll('pre, code, mjx-container').forEach(one => one.remove());
    return {
        text: prose.textContent,
        formulas: all('.math').length,
        rendered: all('.math mjx-container').length,
        refused: all('mjx-merror, [data-mjx-error]').map(one => one.textContent),
        wide_code: all('.bd-article pre').filter(one => one.scrollWidth > one.clientWidth + 1).map(
            one => one.innerText.slice(0, 200)),
        images: all('.bd-article img').map(one => ({
            alt: one.alt, width: one.naturalWidth, is_output: !!one.closest('.cell_output')})),
        answers: all('.bd-article details').filter(
            one => !one.querySelector('summary b')).map(
            one => one.innerText.slice(one.querySelector('summary').innerText.length).trim()),
        search_bars: all('input[type=search], .search-button-field, .search-button').filter(
            one => one.checkVisibility() && one.offsetWidth > 0).length,
    };
}"""
# What sticks out of the page itself, or is cut off where nobody can scroll to it.
STICKS_OUT = """width => {
    const cut = [...document.querySelectorAll('.bd-article *')].filter(
        one => getComputedStyle(one).overflowX === 'hidden' && one.clientWidth > 1
               && one.scrollWidth > one.clientWidth + 1 && !one.closest('mjx-container'));
    const wide = document.documentElement.scrollWidth > width ? [document.documentElement] : [];
    return [...wide, ...cut].map(one => one.outerHTML.slice(0, 200));
}"""


@dataclass
class Visit:
    """Observations from one visit to a page."""

    complaints: list = field(default_factory=list)  # of the console
    foreign: list = field(default_factory=list)  # addresses asked for that are no file of the book
    seen: dict = field(default_factory=dict)  # what LOOK returns
    sticks_out: list = field(default_factory=list)  # on a phone


def watched(context, visit):
    """A new page whose complaints and requests are written down."""
    page = context.new_page()
    page.on("console", lambda message: visit.complaints.append(message.text)
            if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on("request", lambda request: visit.foreign.append(request.url)
            if not request.url.startswith(("file:", "data:", "blob:")) else None)
    return page


def visit(browser, path):
    """Open the page at `path` and look around."""
    reported = Visit()
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    page = watched(context, reported)
    page.goto(path.as_uri(), wait_until="load")
    reported.seen = page.evaluate(LOOK)
    page.set_viewport_size({"width": PHONE, "height": 800})
    reported.sticks_out = page.evaluate(STICKS_OUT, PHONE)
    context.close()
    return reported
