"""Where a webhook may go and when it is tried again: plain values only."""

from collections.abc import Iterable
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

#: How long to wait after the first, second, … attempt that came to nothing: three days in all.
PAUSES = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
#: How long nobody asks a subscriber again that said nothing, by how often it did so in a row.
SILENCES = tuple(timedelta(seconds=seconds) for seconds in (5, 20, 60, 300, 900))
#: How long an attempt may take before its worker is taken for dead; none is allowed to last so long.
LEASE = timedelta(minutes=5)
#: Networks whose addresses only carry an IPv4 one, where a connection would end; by prefix, the bits behind it.
CARRIERS = {
    ip_network("64:ff9b::/96"): 0,
    ip_network("64:ff9b:1::/48"): 0,
    ip_network("2002::/16"): 80,
}


def pause_after(attempts: int, *, jitter: float) -> timedelta | None:
    """How long to wait after so many attempts; None when there was the last.

    ``jitter`` lies between 0 and 1 and moves the pause by up to a fifth either way, so that what failed
    together does not come back together.
    """
    if attempts > len(PAUSES):
        return None
    return PAUSES[attempts - 1] * (0.8 + 0.4 * jitter)


def silence_after(times: int) -> timedelta:
    return SILENCES[min(times, len(SILENCES)) - 1]


def may_be_reached(address: str, allowed: Iterable[str] = ()) -> bool:
    """Say whether a webhook may go to an IP address: one of the public internet, or of an allowed network.

    An IPv6 address that carries an IPv4 one is judged by that: ``::ffff:127.0.0.1`` is this very machine.
    """
    ip = ip_address(address)
    carried = carried_in(ip)
    if any(it in ip_network(network) for network in allowed for it in (ip, carried) if it):
        return True
    return is_public(ip) if carried is None else is_public(carried)


def carried_in(ip: IPv4Address | IPv6Address) -> IPv4Address | None:
    """The IPv4 address within an IPv6 one; of Teredo and the like, where a relay would go."""
    if ip.version == 4:
        return None
    if ip.ipv4_mapped or ip.teredo:
        return ip.ipv4_mapped or ip.teredo[1]
    for network, shift in CARRIERS.items():
        if ip in network:
            return IPv4Address(int(ip) >> shift & 0xFFFFFFFF)
    return IPv4Address(int(ip)) if int(ip) >> 32 == 0 and int(ip) > 1 else None


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    closed = ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback or ip.is_link_local
    closed = closed or getattr(ip, "is_site_local", False)
    return ip.is_global and not closed
