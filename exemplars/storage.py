"""Public files under addresses that nobody can guess.

A web server gives a public file to whoever knows its address, so the address is the only lock on a
picture or recording that no page shows yet. Wagtail makes the address of a rendition from that of the
original and its size; here each file stands in a folder of its own, named at random.
"""

import secrets
from contextlib import suppress
from pathlib import Path, PurePosixPath

from django.core.files.storage import FileSystemStorage


class RandomFolders:
    """Puts every new file into a folder of its own: ``images/3f…9a/nguyen-thi-mau.webp``."""

    def generate_filename(self, filename):
        path = PurePosixPath(str(filename).replace("\\", "/"))
        return super().generate_filename(str(path.parent / secrets.token_hex(10) / path.name))


class PublicFileStorage(RandomFolders, FileSystemStorage):
    """Public files on the machine's own disk."""

    def delete(self, name):
        """Remove a file, and its folder with it."""
        super().delete(name)
        with suppress(OSError, ValueError):
            Path(self.path(name)).parent.rmdir()
