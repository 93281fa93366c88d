"""Requests in a closed loop: so many connections, each asking again as soon as it is answered."""

import http.client
import re
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from statistics import quantiles

WRK = shutil.which("wrk")
CONNECTIONS = 8
LATENCY = re.compile(r"99%\s+([\d.]+)(us|ms|s)")
UNITS = {"us": 0.001, "ms": 1, "s": 1000}


@dataclass(frozen=True)
class Measured:
    """Requests a second, the 99th percentile in milliseconds, and answers that were no success."""

    rate: float
    slow: float
    failed: int


def measure(host: str, path: str, seconds: float) -> Measured:
    """Ask ``http://host/path`` for so long, with wrk where it is found, else with threads of our own."""
    return with_wrk(host, path, seconds) if WRK else with_threads(host, path, seconds)


def with_wrk(host: str, path: str, seconds: float) -> Measured:
    asked = [
        WRK,
        "-t2",
        f"-c{CONNECTIONS}",
        f"-d{max(1, round(seconds))}s",
        "--latency",
        f"http://{host}{path}",
    ]
    said = subprocess.run(asked, capture_output=True, text=True, check=True).stdout  # noqa: S603
    slow = LATENCY.search(said)
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    return Measured(
        rate=float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
        slow=float(slow[1]) * UNITS[slow[2]] if slow else 0.0,
        failed=int(failed[1]) if failed else 0,
    )


def with_threads(host: str, path: str, seconds: float) -> Measured:
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(CONNECTIONS) as crowd:
        answers = [
            answer
            for found in crowd.map(lambda _: ask(host, path, until), range(CONNECTIONS))
            for answer in found
        ]
    times = [took for _status, took in answers]
    return Measured(
        rate=len(answers) / seconds,
        slow=quantiles(times, n=100)[-1] * 1000 if len(times) > 1 else 0.0,
        failed=sum(status >= 400 for status, _took in answers),
    )


def ask(host: str, path: str, until: float) -> list[tuple[int, float]]:
    connection, answers = http.client.HTTPConnection(host, timeout=60), []
    while time.monotonic() < until:
        began = time.monotonic()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        answers.append((answer.status, time.monotonic() - began))
    connection.close()
    return answers
