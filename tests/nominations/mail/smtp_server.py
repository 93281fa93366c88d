"""A mail server in a thread that fails as it is told, and remembers what it took."""

import re
import socket
import threading
from collections import Counter, deque
from contextlib import suppress

#: How a session can go wrong, by name: at which step, and the answer; None drops the line, "hang" says nothing.
FAULTS = {
    "greets with 554": ("connect", "554 no service"),
    "says nothing at all": ("connect", "hang"),
    "refuses our sender for now": ("MAIL", "451 try again later"),
    "refuses our sender for good": ("MAIL", "550 not you"),
    "drops the line at MAIL": ("MAIL", None),
    "defers the recipient": ("RCPT", "450 greylisted"),
    "defers at DATA": ("DATA", "451 no space"),
    "hangs at DATA": ("DATA", "hang"),
    "drops the line before the text ends": ("text", None),
    "defers after the text": ("dot", "451 try again later"),
    "drops the line after the text": ("dot", None),
    "hangs after the text": ("dot", "hang"),
    "speaks nonsense after the text": ("dot", "hello there"),
    "drops the line at QUIT": ("QUIT", None),
    "hangs at QUIT": ("QUIT", "hang"),
    "refuses to part": ("QUIT", "500 no"),
}
#: What a person must look at: the answer is final.
FINAL = {
    "knows no such mailbox": ("RCPT", "550 5.1.1 no such user"),
    "refuses the text for good": ("dot", "554 5.7.1 policy"),
}


class MailServer:
    """Serves sessions one after the other; each of the first takes the next fault, later ones succeed."""

    def __init__(self):
        self.faults: deque = deque()
        self.taken: Counter = Counter()  # Message-IDs that were answered with 250
        self.seen: Counter = Counter()  # Message-IDs of which the whole text arrived
        self.texts: list[bytes] = []
        self.over = threading.Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def stop(self) -> None:
        self.over.set()
        with suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(5)

    def serve(self) -> None:
        while not self.over.is_set():
            try:
                line, _address = self.socket.accept()
            except OSError:
                return
            step, answer = self.faults.popleft() if self.faults else ("", "")
            with line, suppress(OSError, Dropped):
                Session(self, line, step, answer).run()


class Dropped(Exception):
    """The session ends here, by the fault that was ordered."""


class Session:
    def __init__(self, server: MailServer, line: socket.socket, step: str, answer: str | None):
        self.server, self.line, self.step, self.answer = server, line, step, answer
        self.file = line.makefile("rb")

    def run(self) -> None:
        self.reply("connect", "220 here")
        while words := self.file.readline():
            verb = words[:4].decode().strip().upper()
            if verb == "DATA":
                if self.reply("DATA", "354 go on"):
                    self.read_text()
            else:
                self.reply(verb, "250 fine" if verb != "QUIT" else "221 bye")
                if verb == "QUIT":
                    return

    def read_text(self) -> None:
        if self.step == "text":
            raise Dropped
        lines = iter(self.file.readline, b".\r\n")
        text = b"".join(lines)
        message_id = re.search(rb"^Message-ID: (\S+)", text, re.M)[1].decode()
        self.server.seen[message_id] += 1
        self.server.texts.append(text)
        if self.reply("dot", "250 taken"):
            self.server.taken[message_id] += 1

    def reply(self, step: str, usual: str) -> bool:
        """Answer as usual, or as the fault has it, once; say whether it was as usual."""
        if step != self.step:
            self.line.sendall(usual.encode() + b"\r\n")
            return True
        if self.answer is None:
            raise Dropped
        if self.answer == "hang":
            self.line.settimeout(10)
            while self.line.recv(1024):  # until the client gives up
                pass
            raise Dropped
        self.line.sendall(self.answer.encode() + b"\r\n")
        self.step = ""
        return False
