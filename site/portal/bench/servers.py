"""The programs that are measured, each on a free port for as long as it is needed."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
#: Everything in nginx that the measured rows need: a cache before the portal, and a file as it lies on the disk.
CONFIGURATION = """daemon off; worker_processes 2; pid {folder}/pid; error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
  access_log off; proxy_temp_path {folder}/t; client_body_temp_path {folder}/b; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  proxy_cache_path {folder}/cache keys_zone=portal:10m;
  upstream portal {{ server {portal}; keepalive 16; }}
  server {{
    listen 127.0.0.1:{port};
    location = /static-copy {{ default_type text/html; alias {folder}/page.html; }}
    location / {{
      proxy_pass http://portal; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host 127.0.0.1;
      proxy_cache portal; proxy_cache_lock on; proxy_cache_background_update on; proxy_cache_use_stale updating;
    }}
  }}
}}
"""


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@contextmanager
def running(command: list[str], port: int, **more) -> Iterator[str]:
    """Run a server until the block ends; ``host:port``. RuntimeError when it opens no door in 60 seconds."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)  # noqa: S603
    try:
        for _attempt in range(600):
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                break
            time.sleep(0.1)
        if process.poll() is not None:
            raise RuntimeError(f"{command[0]} ended with {process.returncode}.")
        yield f"127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def portal(*, page_cache: int):
    """The portal through gunicorn with two workers, on the database and settings of this process."""
    port = free_port()
    environment = os.environ | {
        "DEBUG": "false",
        "PAGE_CACHE_SECONDS": str(page_cache),
        "DJANGO_SETTINGS_MODULE": os.environ["DJANGO_SETTINGS_MODULE"],
    }
    address = f"127.0.0.1:{port}"
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "--pythonpath",
        ".,site",
        "--workers",
        "2",
        "--bind",
        address,
    ]
    return running(
        [*command, "--log-level", "error", "portal.wsgi"], port, env=environment, cwd=settings.ROOT
    )


def nginx(folder: Path, portal_at: str, page: bytes):
    """nginx with a cache before the portal, and the bytes of one page as a file at ``/static-copy``."""
    port = free_port()
    (folder / "page.html").write_bytes(page)
    configuration = folder / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, portal=portal_at, port=port))
    folder.chmod(0o755)
    return running([NGINX, "-c", str(configuration), "-p", str(folder)], port)
