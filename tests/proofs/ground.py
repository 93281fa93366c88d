"""A database, a folder and processes of a proof's own, so that nothing is shared with the test runner."""

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
from django.db import connection, connections

ROOT = Path(__file__).parents[2]
#: Where proofs about PostgreSQL make their databases when the suite itself runs on SQLite.
POSTGRES = os.environ.get("PROOFS_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
PATIENCE = 60


class Worker:
    """One process with its own connection; ``tell`` gives an order, ``hear`` waits for the answer."""

    def __init__(self, environment: dict[str, str], log: Path):
        self.log = log.open("a")
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "tests/proofs/worker.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            env=environment,
            text=True,
        )

    def tell(self, order: str, **values) -> None:
        self.process.stdin.write(json.dumps({"order": order} | values) + "\n")
        self.process.stdin.flush()

    def hear(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"The worker died; see {self.log.name}")
        return json.loads(line)

    def do(self, order: str, **values):
        """Give an order that must succeed; return what was done."""
        self.tell(order, **values)
        answer = self.hear()
        assert "done" in answer, answer.get("error", answer)
        return answer["done"]

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=PATIENCE)
        self.process.stdout.close()
        self.log.close()


class Ground:
    """A fresh portal for one proof, on SQLite or PostgreSQL."""

    def __init__(self, database_url: str, folder: Path):
        self.database_url, self.folder = database_url, folder
        self.workers: list[Worker] = []
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "DATABASE_URL": database_url,
            "PORTAL_VAR": str(folder),
            "DEBUG": "false",
            "DATABASE_CONN_MAX_AGE": "0",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
        }

    def manage(self, *arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, ROOT / "manage.py", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
        )

    def workers_ready(self, count: int) -> list[Worker]:
        """Start processes and wait until all of them stand."""
        begun = [Worker(self.environment, self.folder / "workers.log") for _ in range(count)]
        self.workers += begun
        for worker in begun:
            assert worker.hear() == {"done": "ready"}
        return begun

    def duel(self, *orders: tuple[Worker, str, dict]) -> list[dict]:
        """Let several processes act at one moment, give or take a few milliseconds; return their answers."""
        at = time.time() + 0.02
        for worker, order, values in orders:
            worker.tell(order, at=at + random.choice((0, 0, 0.002, 0.005, 0.01)), **values)
        answers = [worker.hear() for worker, _, _ in orders]
        errors = [answer["error"] for answer in answers if "error" in answer]
        assert not errors, errors[0]
        return answers

    def clear(self) -> None:
        for worker in self.workers:
            with suppress(Exception):
                worker.stop()


def results(answers: list[dict]) -> list[str]:
    """What came of a duel: ``done`` or the name of the refusal, in alphabetical order."""
    return sorted("done" if "done" in answer else answer["refused"] for answer in answers)


# --- Making databases -----------------------------------------------------------------------------------


def copy_of_the_suite(folder: Path) -> str:
    """Copy the suite's own database, migrated and set up, and return the address of the copy."""
    if connection.vendor == "sqlite":
        target = folder / "portal.sqlite3"
        with sqlite3.connect(connection.settings_dict["NAME"]) as source, sqlite3.connect(target) as copy:
            source.backup(copy)
        return f"sqlite:///{target}"
    settings = connection.settings_dict
    password = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
    server = f"postgres://{settings['USER']}{password}@{settings['HOST']}:{settings['PORT'] or 5432}"
    connections.close_all()
    return clone(server, settings["NAME"])


def clone(server: str, template: str) -> str:
    name = f"proof_{uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{server}/{name}"


def empty_postgres() -> str:
    """Make a database on the server that proofs use, without any table."""
    address = urlsplit(POSTGRES)
    return clone(f"{address.scheme}://{address.netloc}", "template0")


def drop(database_url: str) -> None:
    address = urlsplit(database_url)
    if address.scheme == "sqlite":
        return
    with psycopg.connect(f"{address.scheme}://{address.netloc}/postgres", autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{address.path[1:]}" WITH (FORCE)')


def migrated(ground: Ground) -> Ground:
    """Bring an empty database up to date and set the portal up."""
    for command in ("migrate", "setup_portal"):
        ran = ground.manage(command, "--verbosity", "0")
        assert ran.returncode == 0, ran.stderr
    return ground
