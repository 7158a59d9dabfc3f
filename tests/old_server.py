"""As much of a Neo4j 4.4 as a driver sees before it hangs up: Bolt 4.4, and who it is."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

BOLT_4_4 = bytes([0, 0, 4, 4])
AGENT = "Neo4j/4.4.44"


def _text(value: str) -> bytes:
    return bytes([0xD0, len(value)]) + value.encode()


def _success(**told: str) -> bytes:
    """Return the message SUCCESS of Bolt, in one chunk."""
    fields = b"".join(_text(k) + _text(v) for k, v in told.items())
    message = bytes([0xB1, 0x70, 0xA0 + len(told)]) + fields
    return len(message).to_bytes(2, "big") + message + b"\0\0"


def _serve(listening: socket.socket) -> None:
    while True:
        try:
            caller, _ = listening.accept()
        except OSError:  # closed: the test is over
            return
        with closing(caller):
            caller.recv(20)  # four proposals of a version
            caller.sendall(BOLT_4_4)
            while caller.recv(65536):
                caller.sendall(_success(server=AGENT, connection_id="bolt-1"))


@contextmanager
def answering() -> Iterator[str]:
    """Give the address at which it answers."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        threading.Thread(target=_serve, args=(listening,), daemon=True).start()
        yield f"bolt://127.0.0.1:{listening.getsockname()[1]}"
