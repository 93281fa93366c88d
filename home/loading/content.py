"""Read the demonstration's content from ``home/demo``."""

import json
from pathlib import Path
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).resolve().parent.parent / "demo"
PORTRAITS = FOLDER / "portraits"
CLIPS = FOLDER / "clips"
VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def read(name: str) -> dict:
    """Return the content of ``home/demo/<name>.json``."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def read_profiles() -> list[dict]:
    """Return the profiles in the order of their file names."""
    return [read(f"profiles/{path.stem}") for path in sorted((FOLDER / "profiles").glob("*.json"))]
