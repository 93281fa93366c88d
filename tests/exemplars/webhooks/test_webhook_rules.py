from datetime import timedelta

import pytest

from exemplars.webhooks.rules import PAUSES, may_be_reached, pause_after, silence_after


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1",
        "169.254.169.254", "192.0.0.1", "192.0.2.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "fc00::1", "fd00::1", "fe80::1", "fe80::1%eth0", "ff02::1", "2001:db8::1", "fec0::1",
    ],
)  # fmt: skip
def test_no_webhook_goes_inward(address):
    assert not may_be_reached(address)


@pytest.mark.parametrize(
    "address",
    ["1.1.1.1", "123.30.1.1", "2606:4700:4700::1111", "64:ff9b::101:101", "::ffff:1.1.1.1", "2002:101:101::"],
)
def test_webhooks_go_to_the_public_internet(address):
    assert may_be_reached(address)


def test_a_network_may_be_allowed():
    assert may_be_reached("10.1.2.3", ["10.1.0.0/16"])
    assert may_be_reached("::ffff:10.1.2.3", ["10.1.0.0/16"])
    assert not may_be_reached("10.2.2.3", ["10.1.0.0/16"])


def test_pauses_grow_for_more_than_a_day_and_end():
    middle = [pause_after(number, jitter=0.5) for number in range(1, len(PAUSES) + 1)]
    assert middle == sorted(middle) == list(PAUSES)
    assert sum(middle, timedelta()) > timedelta(days=1)
    assert pause_after(len(PAUSES) + 1, jitter=0.5) is None
    assert [pause_after(2, jitter=jitter) for jitter in (0, 1)] == [
        timedelta(minutes=4),
        timedelta(minutes=6),
    ]


def test_a_silent_subscriber_is_left_in_peace_longer_and_longer():
    silences = [silence_after(times) for times in range(1, 9)]
    assert silences == sorted(silences)
    assert silences[-1] == timedelta(minutes=15)
