"""The web room: the page, a SPARQL endpoint that only reads, and a page to ask it, for this machine alone."""

from __future__ import annotations

from graphbuild.serve.pool import Limits
from graphbuild.serve.server import LOOPBACK, Address, listen, serve

__all__ = ["LOOPBACK", "Address", "Limits", "listen", "serve"]
