"""Search in Chinese, which puts no space between words.

A run of Chinese characters is found by its pairs of neighbours, so no dictionary decides what a
word is: 反向传播 is looked for as 反向, 向传 and 传播. (Sphinx's own search splits the pages by a
dictionary, but not what a reader types.)
"""

import re
from itertools import pairwise

from sphinx.search.en import SearchEnglish

RUN = re.compile(r"[\u4e00-\u9fff]+|[^\W\u4e00-\u9fff]+")
PAIRS_OF_QUERY = r"""
var splitQuery = (query) =>
  (query.match(/[\u4e00-\u9fff]+|(?:(?![\u4e00-\u9fff])[\p{Letter}\p{Number}_])+/gu) || [])
    .flatMap((run) => /^[\u4e00-\u9fff]{2}/.test(run)
      ? Array.from(run.slice(1), (character, at) => run[at] + character)
      : [run]);
"""


class SearchChinese(SearchEnglish):
    """Chinese characters and their pairs; words in Latin letters as in English."""

    lang = "zh_CN"
    js_splitter_code = PAIRS_OF_QUERY

    def split(self, input: str) -> list[str]:
        """Return what a text is found by; a single character too."""
        terms = []
        for run in RUN.findall(input):
            if "\u4e00" <= run[0] <= "\u9fff":
                terms += [*run, *map("".join, pairwise(run))]
            else:
                terms.append(run)
        return terms


def setup(app):
    """Sphinx calls this."""
    app.add_search_language(SearchChinese)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
