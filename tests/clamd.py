"""A virus scanner for tests: answers as clamd does, on a port or a socket of its own."""

import socketserver
import struct
import threading
from contextlib import contextmanager

#: What it takes for a virus, wherever it stands in a file. Its real namesake is not written here.
VIRUS = b"FAKE-VIRUS-FOR-TESTS"


class Clamd(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """``says`` is what it answers instead of looking: b"" hangs up, None hangs."""

    allow_reuse_address = daemon_threads = True
    says: bytes | None = b"look"

    def __init__(self):
        self.scanned: list[bytes] = []
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> str:
        return f"tcp://127.0.0.1:{self.server_address[1]}"


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        command = self.rfile.readline()
        if command == b"nPING\n":
            return self.answer(b"PONG")
        content = self.stream()
        self.server.scanned.append(content)
        self.answer(b"stream: Fake.Virus FOUND" if VIRUS in content else b"stream: OK")

    def stream(self) -> bytes:
        parts = []
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            parts.append(self.rfile.read(size))
        return b"".join(parts)

    def answer(self, line: bytes) -> None:
        says = self.server.says
        if says is None:
            return threading.Event().wait(5)
        line = line if says == b"look" else says
        self.wfile.write(line + b"\n" if line else b"")


@contextmanager
def running():
    """Run a scanner until the block ends."""
    with Clamd() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
