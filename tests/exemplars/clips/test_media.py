"""Public files with no web server in front: whole, in parts, and none that is not there."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

CONTENT = bytes(range(100))


@pytest.fixture
def address():
    name = default_storage.save("clips/mot-ngay.mp4", ContentFile(CONTENT))
    yield default_storage.url(name)
    default_storage.delete(name)


def body(response) -> bytes:
    return b"".join(response)


def test_a_file_is_sent_whole(client, address):
    response = client.get(address)

    assert (response.status_code, body(response)) == (200, CONTENT)
    assert (response["Content-Type"], response["Accept-Ranges"]) == ("video/mp4", "bytes")
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == (
        "nosniff",
        "public, max-age=60",
    )


@pytest.mark.parametrize(
    ("asked", "sent", "told"),
    [
        ("bytes=0-1", CONTENT[:2], "bytes 0-1/100"),
        ("bytes=7-7", CONTENT[7:8], "bytes 7-7/100"),
        ("bytes=90-", CONTENT[90:], "bytes 90-99/100"),
        ("bytes=-5", CONTENT[95:], "bytes 95-99/100"),
        ("bytes=0-999", CONTENT, "bytes 0-99/100"),
    ],
)
def test_a_player_gets_the_part_that_it_asks_for(client, address, asked, sent, told):
    response = client.get(address, headers={"Range": asked})

    assert (response.status_code, response["Content-Range"]) == (206, told)
    assert (body(response), response["Content-Length"]) == (sent, str(len(sent)))


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=500-600", "bytes=9-3"])
def test_a_part_that_is_not_there_is_refused(client, address, asked):
    response = client.get(address, headers={"Range": asked})

    assert (response.status_code, response["Content-Range"]) == (416, "bytes */100")


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "byte=0-1", "bytes=a-b", "bytes", ""])
def test_what_nobody_understands_is_ignored(client, address, asked):
    assert client.get(address, headers={"Range": asked}).status_code == 200


def test_who_has_the_file_is_told_so(client, address):
    etag = client.get(address)["ETag"]

    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize(
    "path", ["/media/", "/media/clips/", "/media/khong-co.mp4", "/media/../portal.sqlite3", "/media/%00.mp4"]
)
def test_nothing_else_is_sent(portal, client, address, path):
    assert client.get(path).status_code == 404


def test_a_file_is_only_read(client, address):
    assert client.post(address).status_code == 405
