"""Files, folders and standard input in, documents out; a file a format, found by entry points."""

from graphbuild.readers.stream import GROUP, Reader, read

__all__ = ["GROUP", "Reader", "read"]
