"""Production starts with everything it needs, or says by name what is missing."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

COMPLETE = {
    "SECRET_KEY": "production-0123456789abcdefghijklmnopqrstuvwxyz-0123456789",
    "FIELD_ENCRYPTION_SALT": "salt",
    "IDENTITY_HMAC_KEY": "key",
    "ALLOWED_HOSTS": "portal.example.vn",
    "PORTAL_BASE_URL": "https://portal.example.vn",
    "DATABASE_URL": "postgres://portal@db.example.vn/portal",
    "REDIS_URL": "redis://cache.example.vn:6379/0",
    "EMAIL_URL": "smtp://mail.example.vn:25",
}
BUCKETS = {
    "S3_BUCKET": "media",
    "S3_ACCESS_KEY": "access",
    "S3_SECRET_KEY": "secret",
    "S3_PRIVATE_BUCKET": "private",
    "S3_PUBLIC_DOMAIN": "media.example.vn",
}


def start(variables: dict[str, str]) -> subprocess.CompletedProcess:
    """Load the production settings in a process whose environment holds these variables and no others."""
    path = os.pathsep.join([str(settings.ROOT), str(settings.SITE)])
    return subprocess.run(
        [sys.executable, "-c", "import portal.settings.production"],
        env={"PYTHONPATH": path, "PATH": os.environ["PATH"], **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def last_line(process: subprocess.CompletedProcess) -> str:
    return process.stderr.strip().splitlines()[-1]


def test_production_starts_with_every_variable():
    assert start(COMPLETE).returncode == 0


def test_production_starts_with_buckets():
    assert start(COMPLETE | BUCKETS).returncode == 0


@pytest.mark.parametrize("missing", COMPLETE)
def test_production_names_the_missing_variable(missing):
    process = start({name: value for name, value in COMPLETE.items() if name != missing})

    assert process.returncode == 1
    assert f"environment variable {missing} is missing" in last_line(process)


def test_production_takes_blank_for_missing():
    assert "environment variable SECRET_KEY is missing" in last_line(start(COMPLETE | {"SECRET_KEY": "  "}))


@pytest.mark.parametrize("missing", [name for name in BUCKETS if name != "S3_BUCKET"])
def test_a_bucket_needs_all_of_its_variables(missing):
    buckets = {name: value for name, value in BUCKETS.items() if name != missing}

    assert f"environment variable {missing} is missing" in last_line(start(COMPLETE | buckets))


def test_production_refuses_the_embedded_database():
    process = start(COMPLETE | {"DATABASE_URL": "sqlite:///portal.sqlite3"})

    assert "DATABASE_URL must name a PostgreSQL database" in last_line(process)
