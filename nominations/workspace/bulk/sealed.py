"""Encrypts what lies on the disk between checking and confirming, with the key that encrypts identity numbers."""

from functools import lru_cache

from cryptography.fernet import InvalidToken
from encrypted_fields.fields import EncryptedTextField

__all__ = ["InvalidToken", "sealed", "unsealed"]


@lru_cache(maxsize=1)
def cipher():
    """The cipher of the encrypted columns; made once, for making its key is slow on purpose."""
    return EncryptedTextField().f


def sealed(data: bytes) -> bytes:
    return cipher().encrypt(data)


def unsealed(data: bytes) -> bytes:
    """Return what was sealed; raises InvalidToken where it was altered."""
    return cipher().decrypt(data)
