from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from exemplars.conferences.rules import Phase, Stream, phase_of, stream_of

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
STARTS = datetime(2023, 6, 9, 8, 0, tzinfo=VIETNAM)
ENDS = datetime(2023, 6, 9, 11, 30, tzinfo=VIETNAM)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "phase"),
    [
        (datetime(2023, 6, 8, 23, 59, 59, tzinfo=VIETNAM), Phase.BEFORE),
        (datetime(2023, 6, 9, 0, 0, tzinfo=VIETNAM), Phase.TODAY),
        (STARTS - SECOND, Phase.TODAY),
        (STARTS, Phase.LIVE),
        (ENDS - SECOND, Phase.LIVE),
        (ENDS, Phase.AFTER),
    ],
)
def test_phase(now, phase):
    assert phase_of(STARTS, ENDS, now) == phase


@pytest.mark.parametrize(
    ("address", "begins_at", "now", "stream"),
    [
        ("", STARTS, STARTS, Stream.NONE),
        ("https://x", None, STARTS, Stream.NONE),
        ("https://x", STARTS, STARTS - SECOND, Stream.WAITING),
        ("https://x", STARTS, STARTS.astimezone(UTC), Stream.ON_AIR),
        ("https://x", STARTS, ENDS, Stream.RECORDED),
    ],
)
def test_stream(address, begins_at, now, stream):
    assert stream_of(address, begins_at, ENDS, now) == stream
