import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshops.live.frame_buffer import GAP_TIMEOUT, FrameBuffer


def drain(buffer, now=0.0):
    """All frames that come out, with the time that passes while waiting for them."""
    sent = []
    while True:
        frame, wait = buffer.next_frame(now)
        if frame:
            sent.append(frame)
        elif wait:
            now += wait
        else:
            return sent, now


def test_frame_goes_out_at_once():
    buffer = FrameBuffer(last=4)
    buffer.add(5, "<p>a</p>")
    assert buffer.next_frame(0.0) == ({"rev": 5, "since": 4, "html": "<p>a</p>"}, None)


def test_overtaking_frames_come_out_in_order_and_together():
    buffer = FrameBuffer(last=4)
    buffer.add(6, "b")
    frame, wait = buffer.next_frame(0.0)
    assert frame is None
    assert wait == GAP_TIMEOUT
    buffer.add(5, "a")
    assert buffer.next_frame(0.1) == ({"rev": 6, "since": 4, "html": "ab"}, None)


def test_frame_after_a_lost_one_goes_out_honestly():
    buffer = FrameBuffer(last=4)
    buffer.add(6, "b")
    sent, waited = drain(buffer)
    assert sent == [{"rev": 6, "since": 5, "html": "b"}]
    assert waited == GAP_TIMEOUT


def test_whole_change_is_a_frame_without_html():
    buffer = FrameBuffer(last=4)
    buffer.add(5, "a")
    buffer.add(6, None)
    assert buffer.next_frame(0.0) == ({"rev": 6, "since": 4}, None)


def test_old_frame_is_dropped():
    buffer = FrameBuffer(last=4)
    buffer.add(4, "a")
    assert buffer.next_frame(0.0) == (None, None)


@pytest.mark.parametrize("seconds", [1.0, 2.0])
def test_burst_of_a_hundred_is_at_most_twenty_frames(seconds):
    buffer, sent, now = FrameBuffer(last=0), [], 0.0
    for rev in range(1, 101):
        buffer.add(rev, "x")
        frame, _wait = buffer.next_frame(now)
        sent += [frame] if frame else []
        now += seconds / 100
    rest, _now = drain(buffer, now)
    assert len(sent + rest) <= 20
    assert "".join(frame["html"] for frame in sent + rest) == "x" * 100


@given(st.permutations(range(1, 30)))
def test_every_order_reaches_every_client_complete(order):
    buffer = FrameBuffer(last=0)
    for rev in order:
        buffer.add(rev, f"[{rev}]")
    sent, _now = drain(buffer)
    assert "".join(frame["html"] for frame in sent) == "".join(f"[{rev}]" for rev in range(1, 30))
    assert [frame["since"] for frame in sent[1:]] == [frame["rev"] for frame in sent[:-1]]
