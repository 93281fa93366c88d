"""Where private files lie: outside the media root, under random names, without an address."""

import secrets
from pathlib import PurePath

from django.core.files.storage import FileSystemStorage
from storages.backends.s3 import S3Storage


class WithoutAddress:
    """Refuses to name a public address for a private file."""

    def url(self, name):
        raise ValueError("A private file has no address; serve it through its view.")


class PrivateFileStorage(WithoutAddress, FileSystemStorage):
    """Private files on the machine's own disk."""


class PrivateS3Storage(WithoutAddress, S3Storage):
    """Private files in a bucket that only the portal reads."""

    default_acl = "private"


#: The folders of the private storage whose files each belong to a row.
EVIDENCE, PREVIEWS = "evidence", "previews"


def random_name(instance, filename: str) -> str:
    """Return a name that tells nothing of person or nomination, spread over 256 folders."""
    return random_in(EVIDENCE)


def random_preview_name(instance, filename: str) -> str:
    return random_in(PREVIEWS)


def random_in(folder: str) -> str:
    token = secrets.token_hex(20)
    return str(PurePath(folder, token[:2], token))
