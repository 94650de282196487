"""What a process that answers strangers' queries must not do: take all memory, or reach the network.

Oxigraph asks other servers when a query says SERVICE, and has no switch for it. Where the system has one, the process
gives the right to make sockets away before it opens the store, and cannot get it back.
"""

from __future__ import annotations

import ctypes
import platform
import struct
import sys
from pathlib import Path

# of Linux's audit.h and unistd.h: the architecture's mark and its number of the call socket()
_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
_NO_NEW_PRIVILEGES, _SET_SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_REFUSE, _ALLOW = 0x00050000 | 13, 0x7FFF0000  # EACCES


def without_network() -> bool:
    """Takes the right to make sockets from this thread and those it starts (seccomp, Linux); False where that is
    not to be had."""
    known = _SOCKET.get(platform.machine()) if sys.platform == "linux" else None
    if known is None:
        return False
    architecture, call = known
    code = (
        (_LOAD, 0, 0, 4),
        (_EQUAL, 0, 3, architecture),
        (_LOAD, 0, 0, 0),
        (_EQUAL, 0, 1, call),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    )
    instructions = b"".join(struct.pack("HBBI", *step) for step in code)
    held = ctypes.create_string_buffer(instructions, len(instructions))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(code), ctypes.addressof(held)), 16)
    control = ctypes.CDLL(None).prctl
    control.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    if control(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(control(_SET_SECCOMP, _FILTER, ctypes.addressof(program), 0, 0) == 0)


def with_memory(size: int) -> bool:
    """Lets this process have ``size`` bytes more than it has; False where the system has no such limit."""
    held = Path("/proc/self/statm")
    if sys.platform == "win32" or not held.exists():
        return False
    import resource

    now = int(held.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (now + size, now + size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return True
