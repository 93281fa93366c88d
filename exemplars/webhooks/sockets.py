"""Connections of which everything together must be over at one moment, to an address that was checked."""

import http.client
import socket
import ssl
import time
from dataclasses import dataclass
from threading import Thread
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri

from .rules import may_be_reached


class Refused(Exception):
    """The address may not be reached; the text says which."""


class Deadline:
    """A moment, and the seconds that are left until it; TimeoutError afterwards."""

    def __init__(self, seconds: float):
        self.at = time.monotonic() + seconds

    def left(self) -> float:
        if (seconds := self.at - time.monotonic()) <= 0:
            raise TimeoutError
        return seconds


class Timed:
    """A socket whose every step ends at one deadline, so that an answer in drops cannot hold it."""

    deadline: Deadline

    def recv_into(self, *args, **kwargs):
        self.settimeout(self.deadline.left())
        return super().recv_into(*args, **kwargs)

    def send(self, *args, **kwargs):
        self.settimeout(self.deadline.left())
        return super().send(*args, **kwargs)


class TimedSocket(Timed, socket.socket):
    pass


class TimedTLSSocket(Timed, ssl.SSLSocket):
    pass


@dataclass(frozen=True)
class Target:
    """Where an address leads: https or not, the host by name, the port, and what to ask there for."""

    is_secure: bool
    host: str
    port: int
    path: str


def target_of(url: str) -> Target:
    """Take an address apart; Refused for one that is no plain web address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as nonsense:
        raise Refused(url) from nonsense
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.fragment:
        raise Refused(url)
    path = iri_to_uri((parts.path or "/") + (f"?{parts.query}" if parts.query else ""))
    secure = parts.scheme == "https"
    return Target(secure, parts.hostname, port or (443 if secure else 80), path)


def addresses_of(target: Target, deadline: Deadline, allowed) -> list[tuple]:
    """Look a host up, once, and answer with every address; Refused when any of them may not be reached.

    What is connected to is what was checked: a name that says something else the next time is not asked again.
    """
    found = look_up(target, deadline)
    for _family, address in found:
        if not may_be_reached(address[0], allowed):
            raise Refused(f"{target.host}: {address[0]}")
    return found


def look_up(target: Target, deadline: Deadline) -> list[tuple]:
    """Ask for the addresses of a host in a thread of its own: the system's resolver knows no deadline."""
    answers: list = []

    def ask():
        try:
            answers.append(socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            answers.append(error)

    thread = Thread(target=ask, daemon=True)
    thread.start()
    thread.join(deadline.left())
    if not answers:
        raise TimeoutError
    if isinstance(answers[0], Exception):
        raise socket.gaierror(str(answers[0]))
    return list(dict.fromkeys((family, address) for family, _kind, _protocol, _name, address in answers[0]))


class Connection(http.client.HTTPConnection):
    """An HTTP connection to the addresses of a target; over TLS the certificate must be that of its name."""

    def __init__(self, target: Target, addresses: list[tuple], deadline: Deadline, context: ssl.SSLContext):
        self.target, self.addresses, self.deadline, self.context = target, addresses, deadline, context
        self.default_port = 443 if target.is_secure else 80
        super().__init__(target.host, target.port)

    def connect(self) -> None:
        raw = self.connected()
        self.sock = self.secured(raw) if self.target.is_secure else raw

    def connected(self) -> TimedSocket:
        """The first of the addresses that answers."""
        for number, (family, address) in enumerate(self.addresses, start=1):
            raw = TimedSocket(family, socket.SOCK_STREAM)
            raw.deadline = self.deadline
            raw.settimeout(self.deadline.left() / (len(self.addresses) - number + 1))
            try:
                raw.connect(address)
                return raw
            except OSError:
                raw.close()
                if number == len(self.addresses):
                    raise
        raise ConnectionError

    def secured(self, raw: TimedSocket):
        try:
            raw.settimeout(self.deadline.left())
            secured = self.context.wrap_socket(raw, server_hostname=self.target.host)
        except BaseException:
            raw.close()
            raise
        secured.deadline = self.deadline
        return secured


def tls_context(authorities: str = "") -> ssl.SSLContext:
    """Trust the system's authorities, and those of a file where one is named."""
    context = ssl.create_default_context()
    if authorities:
        context.load_verify_locations(authorities)
    context.sslsocket_class = TimedTLSSocket
    return context
