"""The nginx configuration that README offers, started in front of the portal."""

import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.conf import settings

from tests import factories

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
EXAMPLE = settings.ROOT / "docs" / "nginx.conf"
FRAME = """daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log warn;
events {{}}
http {{
  include {mime};
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
{server}
}}
"""

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not NGINX, reason="nginx was not found: install nginx-light"),
]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def fitted(example: str, folder: Path, port: int, portal: str) -> str:
    """The example with what it says to change, and without TLS, which needs a certificate."""
    changed = re.sub(r"listen 443 ssl;", f"listen 127.0.0.1:{port};", example)
    changed = re.sub(r"\n\s*ssl_certificate\S*\s[^\n]*", "", changed)
    changed = changed.replace("server 127.0.0.1:8001;", f"server {portal};")
    changed = changed.replace("/var/cache/nginx/portal", f"{folder}/cache")
    changed = changed.replace("/var/log/nginx/portal.log", f"{folder}/access.log")
    return changed.replace("/srv/portal/var/media/", f"{settings.MEDIA_ROOT}/")


@pytest.fixture
def front(live_server, tmp_path):
    """The address of nginx in front of the portal, and the folder in which it writes."""
    port = free_port()
    server = fitted(EXAMPLE.read_text(), tmp_path, port, live_server.url.removeprefix("http://"))
    configuration = tmp_path / "nginx.conf"
    configuration.write_text(FRAME.format(folder=tmp_path, mime="/etc/nginx/mime.types", server=server))
    process = subprocess.Popen([NGINX, "-c", str(configuration), "-p", str(tmp_path)], stderr=subprocess.PIPE)
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}", tmp_path
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_for(port: int, process) -> None:
    for _attempt in range(100):
        assert process.poll() is None, process.stderr.read().decode()
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("nginx did not open its door")


def get(address: str, **headers):
    """Status, headers and body of an answer, whatever its status."""
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers, refusal.read()


def test_public_pages_come_from_the_cache_and_nobodys_own_do(front):
    address, folder = front
    factories.portal()
    factories.profile(name="Lò Thị Mẫu")

    first, second = (get(f"{address}/dien-hinh/") for _time in range(2))
    assert (first[0], first[1]["X-Cache"], second[1]["X-Cache"]) == (200, "MISS", "HIT")
    assert second[2] == first[2]
    assert "Lò Thị Mẫu".encode() in second[2]

    for _time in range(2):
        known = get(f"{address}/dien-hinh/", Cookie="a=b; sessionid=zq")
        assert known[1]["X-Cache"] == "BYPASS"
        assert "private" in known[1]["Cache-Control"]
    assert get(f"{address}/dien-hinh/")[1]["X-Cache"] in (
        "HIT",
        "STALE",
        "UPDATING",
        "EXPIRED",
        "REVALIDATED",
    )

    for path in ("/accounts/login/", "/workspace/", "/admin/"):
        assert get(f"{address}{path}")[1]["X-Cache"] is None, path

    copies = [file.read_bytes() for file in (folder / "cache").rglob("*") if file.is_file()]
    assert len(copies) == 1


def test_pictures_are_sent_in_parts_and_personal_links_are_logged_nowhere(front):
    address, folder = front
    (settings.MEDIA_ROOT / "zq").mkdir(parents=True, exist_ok=True)
    (settings.MEDIA_ROOT / "zq" / "clip.mp4").write_bytes(bytes(range(100)))

    status, headers, body = get(f"{address}/media/zq/clip.mp4", Range="bytes=10-19")
    assert (status, headers["Content-Range"], body) == (206, "bytes 10-19/100", bytes(range(10, 20)))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert get(f"{address}/media/khong-co.mp4")[0] == 404

    get(f"{address}/dong-y/zqsecret/")
    get(f"{address}/en/thu-gioi-thieu/zqsecret/")
    get(f"{address}/khong-co/")
    written = (folder / "access.log").read_text()
    assert "khong-co" in written
    assert "zqsecret" not in written
