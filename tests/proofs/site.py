"""The portal behind gunicorn, and officers who file through its pages as a browser does, patiently."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

import requests

from tests import factories

from .ground import PATIENCE, ROOT, Ground


class Site:
    """Gunicorn with so many worker processes, forked from one that has loaded everything."""

    def __init__(self, ground: Ground, *, workers: int, threads: int = 1):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        self.log = (ground.folder / "gunicorn.log").open("a")
        self.process = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "portal.wsgi:application", "--preload", "--workers", str(workers),
                "--threads", str(threads), "--bind", f"127.0.0.1:{port}", "--timeout", "120",
            ],
            cwd=ROOT, env=ground.environment, stdout=self.log, stderr=self.log,
        )  # fmt: skip
        self.wait()

    def wait(self) -> None:
        until = time.time() + PATIENCE
        while time.time() < until:
            with suppress(requests.ConnectionError):
                if requests.get(f"{self.address}/robots.txt", timeout=PATIENCE).ok:
                    return
            time.sleep(0.2)
        raise RuntimeError(f"The portal does not answer; see {self.log.name}")

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(child) for child in children.split()]

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=PATIENCE)
        self.log.close()


class Officer:
    """Files nominations through the pages; sends the very same form again when no answer comes."""

    def __init__(self, site: Site, session_key: str, campaign: int):
        self.site, self.campaign = site, campaign
        self.cookies = {"sessionid": session_key}
        self.answers: Counter = Counter()
        #: Seconds that each answer took, by what was asked for.
        self.seconds: list[tuple[str, float]] = []
        self.broken: Counter = Counter()

    def ask(self, method: str, path: str, **more) -> requests.Response:
        """Send a request until it is answered; remember every answer, and every request that broke."""
        step = path.strip("/").rpartition("/")[2]
        until = time.time() + PATIENCE
        while time.time() < until:
            asked = time.monotonic()
            try:
                response = requests.request(
                    method,
                    self.site.address + path,
                    cookies=self.cookies,
                    allow_redirects=False,
                    timeout=PATIENCE,
                    **more,
                )
            except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError):
                self.broken[f"{method} {step}"] += 1
                time.sleep(0.05)
                continue
            self.answers[response.status_code] += 1
            self.seconds.append((f"{method} {step}", time.monotonic() - asked))
            self.cookies |= response.cookies.get_dict()
            return response
        raise TimeoutError(path)

    def send(self, path: str, **more) -> str:
        """Open a page, fill in its form and send it; return where it leads."""
        files, data = more.pop("files", None), more
        page = self.ask("GET", path)
        assert page.status_code == 200, (path, page.status_code)
        hidden = dict(
            re.findall(r'name="(csrfmiddlewaretoken|base_revision|writer)"[^>]* value="([^"]+)"', page.text)
        )
        answer = self.ask("POST", path, data=hidden | data, files=files)
        assert answer.status_code == 302, (path, answer.status_code, answer.text[:3000])
        return answer.headers["Location"]

    def file(self, before_submitting=lambda: None, papers=None) -> str:
        """File a whole nomination; return the key of its form once the receipt was promised.

        ``papers`` makes the files of a key, as ``{kind: (name, bytes)}``; small ones without it.
        """
        key = str(uuid4())
        candidate = self.send(
            f"/workspace/campaigns/{self.campaign}/new/", name=f"Lê Thị {key}", request_key=key
        )
        home = candidate.removesuffix("candidate/")
        self.send(f"{home}candidate/", name=f"Lê Thị {key}", **CANDIDATE)
        self.send(
            f"{home}case/", summary=f"Tóm tắt {key}", case="Báo cáo.", field=self.field(home), **ACHIEVEMENT
        )
        self.send(
            f"{home}awards/", without_awards="on", **{"awards-TOTAL_FORMS": 0, "awards-INITIAL_FORMS": 0}
        )
        self.send(f"{home}evidence/", files=(papers or small_papers)(key))
        self.send(f"{home}consent/", review="yes", story="yes", portrait="no", video="no", contact="no")
        before_submitting()
        assert self.send(f"{home}check/", declared="on") == f"{home}receipt/"
        return key

    def field(self, home: str) -> str:
        return re.search(r'name="field" value="(\d+)"', self.ask("GET", f"{home}case/").text).group(1)


def small_papers(key: str) -> dict[str, tuple[str, bytes]]:
    return {kind: (f"{kind}.pdf", factories.pdf(f"{kind} {key}")) for kind in ("report", "minutes")}


CANDIDATE = {
    "sex": "female", "birth_year": "09/02/1984", "ethnicity": "Kinh", "home_place": "Xã Mẫu", "residence": "Hà Nội",
    "position": "Chuyên viên", "qualification": "Thạc sĩ", "party_member": "yes", "duties": "Dữ liệu dùng chung.",
}  # fmt: skip
ACHIEVEMENT = {
    "achievements-TOTAL_FORMS": 1, "achievements-INITIAL_FORMS": 0, "achievements-0-title": "Nền tảng dùng chung",
    "achievements-0-period": "2023", "achievements-0-detail": "Đã làm", "achievements-0-result": "214 trạm",
}  # fmt: skip
