"""The wheel in a project that `wagtail start` has just made, with what the README says to add and nothing else."""

import json
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from html import unescape
from pathlib import Path

import pytest

pytestmark = pytest.mark.sqlite  # which is what `wagtail start` sets up

ROOT = Path(__file__).resolve().parents[2]
#: What a wheel is built of; built from a copy, so that nothing of an earlier build gets in, and nothing stays.
SOURCE = ("pyproject.toml", "setup.py", "README.md", "exemplars", "nominations", "locale", "site/static")


class Project:
    """A fresh Wagtail project with a Python of its own, which finds the libraries of this one without a network."""

    def __init__(self, folder: Path):
        self.folder, self.environment = folder / "project", folder / "environment"
        venv.create(self.environment, symlinks=True)
        self.python = self.environment / "bin/python"
        (self.packages / "libraries.pth").write_text(sysconfig.get_path("purelib"))

    @property
    def packages(self) -> Path:
        return next(self.environment.glob("lib/python*/site-packages"))

    def run(self, *command, **more) -> str:
        environment = {"PATH": f"{self.environment / 'bin'}", "DJANGO_SETTINGS_MODULE": "mysite.settings.dev"}
        done = subprocess.run(
            [self.python, *command], cwd=self.folder, env=environment, capture_output=True, text=True, **more
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self) -> None:
        self.folder.mkdir()
        self.run("-c", "from wagtail.bin.wagtail import main; main()", "start", "mysite", ".")

    def append(self, path: str, text: str) -> None:
        target = self.folder / path
        target.write_text(f"{target.read_text()}\n{text}")


def pip(*arguments) -> None:
    command = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True, text=True)


def wheel_in(folder: Path) -> Path:
    source = folder / "source"
    for name in SOURCE:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
        copy(ROOT / name, source / name)
    pip("wheel", "--no-index", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, source)
    return next(folder.glob("*.whl"))


def told_by_the_readme() -> list[str]:
    """The two pieces of Python in the chapter about other projects: settings and addresses."""
    chapter = (
        (ROOT / "README.md")
        .read_text()
        .split("## The plugin in another Wagtail project")[1]
        .split("\n## ")[0]
    )
    return re.findall(r"```python\n(.*?)```", chapter, re.DOTALL)


@pytest.fixture(scope="module")
def heard(tmp_path_factory) -> dict:
    """What the project said of its first days."""
    folder = tmp_path_factory.mktemp("plugin")
    project = Project(folder)
    pip("install", "--no-index", "--no-deps", "--target", project.packages, wheel_in(folder))
    project.start()
    settings, addresses = told_by_the_readme()
    project.append("mysite/settings/base.py", settings)
    project.append("mysite/urls.py", addresses)
    project.run("manage.py", "migrate", "--verbosity", "0")
    project.run("manage.py", "setup_nominations")
    project.run("manage.py", "check", "--fail-level", "ERROR")
    shutil.copy(ROOT / "tests/plugin/first_days.py", project.folder)
    told = json.loads(project.run("first_days.py").splitlines()[-1])
    return told | {"packages": str(project.packages)}


def test_the_apps_come_from_the_wheel(heard):
    assert heard["apps"] == [f"{heard['packages']}/{app}" for app in ("exemplars", "nominations")]


def test_the_gate_stands_before_publishing(heard):
    assert heard["gate"] == "refused"


@pytest.mark.parametrize("place", ["profile", "book", "api"])
def test_a_published_profile_is_read_everywhere(heard, place):
    assert (heard[place]["status"], "Lò Thị Mai Sương" in unescape(heard[place]["text"])) == (200, True)


def test_the_feeds_tell_of_it(heard):
    assert [(feed["status"], "Lò Thị Mai Sương" in feed["text"]) for feed in heard["feeds"]] == [
        (200, True)
    ] * 2


def test_the_page_has_styles_words_and_no_hole(heard):
    text = heard["profile"]["text"]

    assert 'href="/static/portal/portal.css"' in text
    assert "Căn cứ" in text  # from the catalogue that the wheel carries
    assert "{%" not in text


def test_a_unit_works_in_its_workspace_and_a_stranger_does_not(heard):
    assert (heard["campaign"]["status"], heard["workspace"]["status"], heard["nomination"]["status"]) == (
        200,
    ) * 3
    assert "Trần Thị Minh Họa" in unescape(heard["workspace"]["text"])
    assert heard["stranger"] == 302
    assert heard["never live"] == [False, 404]


def test_the_admin_opens(heard):
    assert heard["admin"] == [200, 200]
