"""Processes are killed while they store evidence: no row lacks its file, and what is left behind is found and removed."""

import random
import signal
import time

import pytest

ROUNDS = 6


@pytest.mark.proof
def test_a_killed_upload_costs_at_most_a_file_that_nobody_names(ground, capsys):
    [clerk] = ground.workers_ready(1)
    clerk.do("people")
    drafts = clerk.do("open_drafts", number=2)
    left = 0
    for _ in range(ROUNDS):
        uploading = ground.workers_ready(2)
        for worker, nomination in zip(uploading, drafts, strict=True):
            worker.tell("attach_without_end", nomination=nomination)
        time.sleep(random.uniform(0.5, 1.5))
        for worker in uploading:
            worker.process.send_signal(signal.SIGKILL)
            worker.process.wait()
            ground.workers.remove(worker)
        problems = [line for line in clerk.do("problems", files=True) if "belongs to nothing" not in line]
        assert problems == []
        left += clerk.do("remove_left_behind")
        assert clerk.do("left_behind") == []

    assert clerk.do("problems", files=True) == []
    with capsys.disabled():
        stored = clerk.do("attached")
        print(f"\n{2 * ROUNDS} processes killed: {stored} files whole, {left} left behind, found and removed")
