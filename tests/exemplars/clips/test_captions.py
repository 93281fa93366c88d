"""WebVTT as browsers read it, and the line that is wrong where they would not."""

import pytest

from exemplars.clips.rules import (
    CaptionFault,
    CaptionsRefused,
    Cue,
    Kind,
    Missing,
    clock,
    read_captions,
    words_missing,
)

SOUND = """WEBVTT - Tuyến thư

NOTE Người phiên âm: Trung tâm Thông tin

mở đầu
00:01.000 --> 00:02.500 line:80%
[Tiếng xe máy tắt]

00:00:03.000 --> 01:00:04.000
<v Chị Sương>Từ đây lên Huổi Sẳn
là hết đường xe.
"""


def test_captions_are_read():
    assert read_captions(SOUND) == [
        Cue(1.0, 2.5, "[Tiếng xe máy tắt]"),
        Cue(3.0, 3604.0, "<v Chị Sương>Từ đây lên Huổi Sẳn\nlà hết đường xe."),
    ]


@pytest.mark.parametrize("written", ["\ufeff" + SOUND, SOUND.replace("\n", "\r\n"), SOUND.strip()])
def test_captions_are_read_however_they_are_stored(written):
    assert len(read_captions(written)) == 2


@pytest.mark.parametrize(
    ("text", "fault", "line"),
    [
        ("", CaptionFault.NO_HEADER, 1),
        ("1\n00:00:01,000 --> 00:00:02,000\nSRT", CaptionFault.NO_HEADER, 1),
        ("WEBVTTX\n\n00:01.000 --> 00:02.000\nLời", CaptionFault.NO_HEADER, 1),
        ("WEBVTT\n\nNOTE chưa có gì", CaptionFault.NO_CUES, 3),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\nLời", CaptionFault.BAD_TIMING, 3),
        ("WEBVTT\n\nmột\n00:01.000 -> 00:02.000\nLời", CaptionFault.BAD_TIMING, 4),
        ("WEBVTT\n\n00:61.000 --> 00:62.000\nLời", CaptionFault.BAD_TIMING, 3),
        ("WEBVTT\n\n00:02.000 --> 00:01.000\nLời", CaptionFault.BACKWARDS, 3),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nLời\n\n00:03.000 --> 00:04.000", CaptionFault.EMPTY_CUE, 6),
        ("WEBVTT\n\nchỉ có lời", CaptionFault.BAD_TIMING, 3),
    ],
)
def test_the_line_that_is_wrong_is_named(text, fault, line):
    with pytest.raises(CaptionsRefused) as refused:
        read_captions(text)

    assert (refused.value.fault, refused.value.line) == (fault, line)


@pytest.mark.parametrize(
    ("kind", "captions", "transcript", "missing"),
    [
        (Kind.VIDEO, True, True, []),
        (Kind.VIDEO, False, True, [Missing.CAPTIONS]),
        (Kind.VIDEO, False, False, [Missing.CAPTIONS, Missing.TRANSCRIPT]),
        (Kind.AUDIO, False, True, []),
        (Kind.AUDIO, False, False, [Missing.TRANSCRIPT]),
    ],
)
def test_words_that_a_recording_lacks(kind, captions, transcript, missing):
    assert words_missing(kind, captions=captions, transcript=transcript) == missing


@pytest.mark.parametrize(
    ("length", "written"), [(0, ""), (0.2, ""), (7, "0:07"), (252.4, "4:12"), (3605, "1:00:05")]
)
def test_a_length_is_written_as_players_write_it(length, written):
    assert clock(length) == written
