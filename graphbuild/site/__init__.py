"""The page: one offline HTML file that shows the network and the sentences behind it."""

from __future__ import annotations

from graphbuild.site.data import page_data
from graphbuild.site.page import page_text, write_page

__all__ = ["page_data", "page_text", "write_page"]
