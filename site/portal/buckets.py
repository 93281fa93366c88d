"""Public files in a bucket."""

from storages.backends.s3 import S3Storage

from exemplars.storage import RandomFolders


class PublicS3Storage(RandomFolders, S3Storage):
    """Public files in a bucket that browsers read, under addresses that nobody can guess."""
