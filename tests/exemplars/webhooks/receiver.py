"""A subscriber in threads that answers as it is told, and remembers what it took."""

import json
import random
import socket
import ssl
import threading
import time
from contextlib import suppress

from standardwebhooks import Webhook, WebhookVerificationError

OK = b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"


def status(code: int, body: bytes = b"", *headers: bytes) -> bytes:
    lines = [f"HTTP/1.1 {code} Whatever".encode(), f"Content-Length: {len(body)}".encode(), *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


class Receiver:
    """Serves one request in each connection; ``answer`` is bytes, or a function that answers by itself."""

    def __init__(self, answer=OK, tls: ssl.SSLContext | None = None):
        self.answer, self.tls = answer, tls
        self.requests: list[dict] = []
        self.over = threading.Event()
        self.lock = threading.Lock()
        self.socket = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.socket.getsockname()[1]
        self.url = f"{'https' if tls else 'http'}://127.0.0.1:{self.port}/hooks?from=portal"
        threading.Thread(target=self.serve, daemon=True).start()

    def stop(self) -> None:
        self.over.set()
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()

    def serve(self) -> None:
        while not self.over.is_set():
            try:
                line, _address = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.one, args=(line,), daemon=True).start()

    def one(self, line: socket.socket) -> None:
        with suppress(OSError, WebhookVerificationError):
            line.settimeout(20)
            if self.tls:
                line = self.tls.wrap_socket(line, server_side=True)
            with line:
                request = read(line)
                with self.lock:
                    answer = self.decide(request)
                    self.requests.append(request)
                if callable(answer):
                    answer(line, self.over)
                else:
                    line.sendall(answer)

    def decide(self, request: dict):
        return self.answer

    @property
    def bodies(self) -> list[dict]:
        return [json.loads(request["body"]) for request in self.requests]


class Moody(Receiver):
    """Takes messages, and by a seed's chance answers 500, hangs, drops the line, or takes one and says nothing.

    ``taken`` holds what it has taken, in its order, also where its answer never came. A message whose
    signature is wrong is never taken.
    """

    MOODS = {"good": 84, "500": 8, "hangs": 1, "drops": 4, "silent": 3}

    def __init__(self, secret: str, seed: int):
        self.secret, self.chance = secret, random.Random(seed)
        self.taken: list[dict] = []
        self.moods = dict.fromkeys(self.MOODS, 0)
        super().__init__()

    def decide(self, request: dict):
        Webhook(self.secret).verify(request["body"], request["headers"])
        mood = self.chance.choices(list(self.MOODS), weights=self.MOODS.values())[0]
        self.moods[mood] += 1
        if mood in ("good", "silent"):
            self.taken.append(json.loads(request["body"])["data"])
        return {"good": OK, "500": status(500, b"no"), "hangs": hangs, "drops": b"", "silent": b""}[mood]


def read(line) -> dict:
    """Read one request: its first line, headers and body."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = line.recv(65536)
        if not part:
            raise ConnectionError
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (text.partition(":") for text in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += line.recv(65536)
    return {"first": first, "headers": headers, "body": body.decode()}


# --- Ways to misbehave ------------------------------------------------------------------------------------


def hangs(line, over) -> None:
    over.wait(15)


def drips(line, over, beginning: bytes = b"HTTP/1.1 200 OK\r\nX-Slow: ") -> None:
    """Send a byte at a time, for ever: each read succeeds."""
    line.sendall(beginning)
    for _ in range(400):
        if over.is_set():
            return
        line.sendall(b"a")
        time.sleep(0.05)


def drips_its_body(line, over) -> None:
    drips(line, over, b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")


def goes_on_for_ever(line, over) -> None:
    line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while not over.is_set():
        line.sendall(b"x" * 65536)


def says_continue_for_ever(line, over) -> None:
    while not over.is_set():
        line.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
