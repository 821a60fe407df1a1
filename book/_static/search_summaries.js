// What stands around a word that was found: formulas are not shown as they were written, in TeX.
document.addEventListener("DOMContentLoaded", () => {
  const textOf = Search.htmlToText;
  Search.htmlToText = (source, anchor) => {
    const page = new DOMParser().parseFromString(source, "text/html");
    page.querySelectorAll(".math, .figure-frames").forEach((one) => one.replaceWith(" … "));
    return textOf(page.documentElement.outerHTML, anchor);
  };
});
