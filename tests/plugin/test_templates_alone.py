"""The plugin's templates need nothing of the portal around them: a project that installs the wheel has none of it."""

from pathlib import Path

import django
import pytest
from django.apps import apps
from django.template import Engine, engines
from django.template.loader_tags import ExtendsNode, IncludeNode

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(
    path.relative_to(ROOT / app / "templates").as_posix()
    for app in ("exemplars", "nominations")
    for path in (ROOT / app / "templates").rglob("*")
    if path.is_file()
)


@pytest.fixture(scope="module")
def alone() -> Engine:
    """A template engine that knows the apps, and neither the portal's templates nor its tags."""
    libraries = engines["django"].engine.libraries
    own = {name: module for name, module in libraries.items() if not module.startswith(("portal.", "home."))}
    widgets = Path(django.__file__).parent / "forms/templates"  # which Django's form renderer finds by itself
    return Engine(app_dirs=True, dirs=[widgets], libraries=own)


def named(template, kind) -> list[str]:
    """Names of the templates that this one extends or includes, as far as they are written out."""
    written = {ExtendsNode: "parent_name", IncludeNode: "template"}[kind]
    nodes = template.nodelist.get_nodes_by_type(kind)
    return [name for node in nodes if isinstance(name := getattr(node, written).var, str)]


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_of_the_plugin_finds_all_it_names(alone, name):
    template = alone.get_template(name)

    for other in [*named(template, ExtendsNode), *named(template, IncludeNode)]:
        alone.get_template(other)


def test_the_apps_lie_where_the_templates_were_looked_for():
    assert [apps.get_app_config(app).path for app in ("exemplars", "nominations")] == [
        str(ROOT / "exemplars"),
        str(ROOT / "nominations"),
    ]
