"""What a person does in the pages of a hub, by the buttons that are there."""

import re

from tests.patience import PATIENCE_MS

ANY_CELL = ".jp-Notebook:visible .jp-Cell"
IDLE = "#jp-main-statusbar >> text=/[|] Idle$/"
# The notebook comes from Jupyter's server and goes back to it, with other texts in its cells.
WRITE_CELLS = """async ([path, texts]) => {
  const address = location.pathname.replace(/\\/lab.*/, "") + "/api/contents/" + path;
  const headers = { "X-XSRFToken": document.cookie.match(/(?:^|; )_xsrf=([^;]*)/)[1] };
  const { content } = await (await fetch(address, { headers })).json();
  for (const cell of content.cells)
    cell.source = texts[cell.metadata.nbgrader?.grade_id] ?? cell.source;
  const body = JSON.stringify({ type: "notebook", content });
  return (await fetch(address, { method: "PUT", headers, body })).status;
}"""


class Person:
    """Somebody at a browser of their own, logged in to the hub as people do, with JupyterLab open.

    lab : the page of JupyterLab
    home : the address of the person's server
    """

    def __init__(self, hub, browser, user):
        self._context = browser.new_context(viewport={"width": 1300, "height": 1000})
        self._context.set_default_timeout(PATIENCE_MS)
        self.user, self.home = user, f"{hub.address}/user/{user}"
        self.lab = page = self._context.new_page()
        page.goto(f"{hub.address}/hub/login")
        page.fill("#username_input", user)
        page.fill("#password_input", f"{user}-pw")
        page.click("#login_submit")
        page.wait_for_url("**/lab**")
        page.locator("li.lm-MenuBar-item:has-text('Nbgrader')").wait_for()

    def close(self):
        self._context.close()

    def menu(self):
        """The names in the menu Nbgrader."""
        self.lab.locator("li.lm-MenuBar-item:has-text('Nbgrader')").click()
        self._item("Assignment List").wait_for()
        found = {text for text in self.lab.locator(".lm-Menu-itemLabel").all_inner_texts() if text}
        self.lab.keyboard.press("Escape")
        return found

    def choose(self, menu, item):
        self.lab.locator(f"li.lm-MenuBar-item:has-text('{menu}')").click()
        self._item(item).click()

    def press(self, name):
        self.lab.get_by_role("button", name=name, exact=True).locator("visible=true").first.click()

    def write_cells(self, path, texts):
        """Put texts into a notebook's cells, by grade_id, by Jupyter's Contents API."""
        assert self.lab.evaluate(WRITE_CELLS, [path, texts]) == 200

    def type_into_cell(self, beginning, text):
        """Replace a code cell that begins so, as one does at the keyboard, and run it."""
        self._cell(beginning).locator(".cm-content").click()
        self.lab.keyboard.press("Control+A")
        self.lab.keyboard.insert_text(text)
        self.lab.keyboard.press("Shift+Enter")

    def restart_and_run_all(self):
        self.lab.locator(IDLE).wait_for()
        self.choose("Kernel", "Restart Kernel and Run All Cells")
        self.lab.locator(".jp-Dialog-button.jp-mod-accept").click()

    def output_of(self, beginning):
        """What stands under a code cell that begins so, when it has been run."""
        cell = self._cell(beginning)
        cell.locator(".jp-InputPrompt", has_text=re.compile(r"\[\d+\]")).wait_for()
        return cell.locator(".jp-Cell-outputArea").inner_text()

    def validate(self):
        """Press Validate in the open notebook; what the dialog says."""
        self.press("Validate")
        dialog = self.lab.locator(".jp-Dialog-content")
        said = dialog.inner_text()
        self.lab.locator(".jp-Dialog-button:visible").last.click()
        return said

    def visit(self, path):
        """Another page of the person's server, in a tab of its own."""
        page = self._context.new_page()
        page.goto(f"{self.home}/{path}")
        return page

    def _item(self, name):
        return self.lab.locator(".lm-Menu-itemLabel").get_by_text(re.compile(f"^{name}"))

    def _cell(self, beginning):
        """Scroll to a code cell, from the first one on; JupyterLab shows no others at a time."""
        cell = self.lab.locator(ANY_CELL).filter(has=self.lab.locator(
            ".cm-content", has_text=re.compile(f"^{re.escape(beginning)}")))
        notebook = self.lab.locator(".jp-WindowedPanel-outer:visible")
        notebook.evaluate("outer => outer.scrollTo(0, 0)")
        notebook.hover()
        for _ in range(200):
            if cell.count():
                cell.scroll_into_view_if_needed()
                return cell
            self.lab.mouse.wheel(0, 500)
            self.lab.wait_for_timeout(100)
        raise AssertionError(f"there is no cell that begins {beginning!r}")
