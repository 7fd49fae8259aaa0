"""Whether something counts as a call or a presentation: told second by second, and as properties."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from burnbreak.core.calls import KINDS, Capture, Sign, Signs, counts, is_ignored, is_meter, wanted
from burnbreak.core.holds import HoldKind
from burnbreak.core.settings import Quiet

MIC, CAMERA = Sign.MICROPHONE, Sign.CAMERA


def live(story: Iterable[tuple[float, dict[Sign, bool | None]]], until: float) -> list[tuple[float, str]]:
    """When the call hold began and ended, with its detail; looked at as a watch would, with no polling."""
    signs, told, last = Signs(), [], ""
    todo = sorted(story, key=lambda one: one[0])
    now = 0.0
    while now <= until:
        while todo and todo[0][0] <= now:
            signs = signs.after(now, todo.pop(0)[1])
        signs = signs.after(now, {})
        detail = signs.holds().get(HoldKind.CALL, "")
        if detail != last:
            told.append((now, detail))
            last = detail
        ahead = [moment for moment in (signs.next(), todo[0][0] if todo else None) if moment is not None]
        now = min(ahead, default=until + 1)
    return told


def test_a_microphone_counts_after_five_seconds_and_for_fifteen_more() -> None:
    assert live([(10, {MIC: True}), (70, {MIC: False})], 200) == [(15, "microphone"), (85, "")]


def test_a_camera_counts_after_two_seconds() -> None:
    assert live([(10, {CAMERA: True}), (70, {CAMERA: False})], 200) == [(12, "camera"), (85, "")]


def test_a_short_noise_is_no_call() -> None:
    assert live([(10, {MIC: True}), (14.9, {MIC: False})], 200) == []
    assert live([(10, {CAMERA: True}), (11.9, {CAMERA: False})], 200) == []


def test_a_short_gap_does_not_end_a_call() -> None:
    story = [(10, {MIC: True}), (40, {MIC: False}), (54.9, {MIC: True}), (100, {MIC: False})]
    assert live(story, 200) == [(15, "microphone"), (115, "")]


def test_a_call_that_goes_from_camera_to_microphone_is_one_call() -> None:
    story = [(0, {CAMERA: True}), (60, {CAMERA: False, MIC: True}), (90, {MIC: False})]
    assert live(story, 200) == [(2, "camera"), (65, "microphone"), (105, "")]


def test_what_cannot_be_known_never_holds() -> None:
    assert live([(0, {MIC: None, CAMERA: None}), (60, {MIC: None})], 200) == []
    assert live([(0, {MIC: True}), (20, {MIC: None})], 200) == [(5, "microphone"), (35, "")]


def test_a_sound_server_that_comes_back_at_once_does_not_end_a_call() -> None:
    assert live([(0, {MIC: True}), (20, {MIC: None}), (24, {MIC: True})], 200) == [(5, "microphone")]


def test_before_a_card_comes_up_what_is_there_counts_at_once() -> None:
    signs = Signs().after(0, {MIC: True})
    assert signs.holds() == {}
    assert signs.after(1, {}, at_once=True).holds() == {HoldKind.CALL: "microphone"}
    assert Signs().after(0, {MIC: False, CAMERA: None}, at_once=True).holds() == {}


def test_what_is_switched_off_holds_no_more() -> None:
    signs = Signs().after(0, {MIC: True, Sign.SCREEN: True}).after(9, {})
    assert signs.holds() == {HoldKind.CALL: "microphone", HoldKind.PRESENTING: "screen"}
    assert signs.only({Sign.SCREEN}).holds() == {HoldKind.PRESENTING: "screen"}
    assert signs.only(()).next() is None


@pytest.mark.parametrize("sign", [Sign.SCREEN, Sign.SHARED, Sign.AWAKE, Sign.SILENCED])
def test_what_is_told_rather_than_heard_counts_at_once(sign: Sign) -> None:
    on = Signs().after(3, {sign: True})
    assert on.holds() == {KINDS[sign]: str(sign)}
    assert on.after(4, {sign: False}).holds() == {}


@pytest.mark.parametrize(
    ("quiet", "off"),
    [
        (Quiet(calls=False), {MIC}),
        (Quiet(cameras=False), {CAMERA}),
        (Quiet(presenting=False), {Sign.SCREEN, Sign.SHARED, Sign.AWAKE}),
        (Quiet(do_not_disturb=False), {Sign.SILENCED}),
        (Quiet(), set()),
    ],
)
def test_each_switch_has_its_signs(quiet: Quiet, off: set[Sign]) -> None:
    assert wanted(quiet) == frozenset(Sign) - off


readings = st.dictionaries(st.sampled_from([MIC, CAMERA]), st.sampled_from([True, False, None]))


@given(st.lists(st.tuples(st.floats(0, 30), readings), max_size=30))
def test_no_hold_is_shorter_than_its_leave_time(steps: list[tuple[float, dict[Sign, bool | None]]]) -> None:
    """Whatever comes: on for at least 15 s, and only after 2 s of something."""
    story, now = [], 0.0
    for wait, seen in steps:
        now += wait
        story.append((now, seen))
    told = live(story, now + 100)
    began = next((at for at, detail in told if detail), None)
    if began is not None:
        assert began >= 2.0
    starts = [at for (at, detail), before in zip(told, [(0.0, ""), *told], strict=False) if not before[1]]
    ends = [at for at, detail in told if not detail]
    assert all(end - start >= 15.0 - 1e-6 for start, end in zip(starts, ends, strict=False))


VOICE = Capture(names=("firefox", "Firefox"), pid=7)


@pytest.mark.parametrize(
    "capture",
    [
        Capture(names=("firefox",), pid=1),
        Capture(names=("python3.11", "burnbreak"), pid=7),
        Capture(names=("firefox",), pid=7, corked=True),
        Capture(names=("parec",), pid=7, monitor=True),
        Capture(names=("pavucontrol",), pid=7, meter=True),
        Capture(names=("",), internal=True),
    ],
)
def test_our_own_recorder_meters_and_plumbing_do_not_count(capture: Capture) -> None:
    assert not counts(capture, own_pid=1)
    assert counts(VOICE, own_pid=1)


@pytest.mark.parametrize(
    ("title", "resampling", "meter"),
    [
        ("Peak detect", "", True),
        ("peak detect", "copy", True),
        ("PlasmaPA-VolumeMeter", "peaks", True),
        ("RecordStream", "speex-float-1", False),
        ("", "", False),
    ],
)
def test_meters_are_known_by_name_or_by_what_they_ask_for(title: str, resampling: str, meter: bool) -> None:
    assert is_meter(title, resampling) is meter


@pytest.mark.parametrize(
    ("listed", "found"),
    [
        (("FireFox",), True),
        (("/usr/lib/firefox/firefox",), True),
        ((r"C:\Program Files\Firefox.EXE",), True),
        ((" firefox ",), True),
        (("fire",), False),
        (("", "  ", "zoom"), False),
    ],
)
def test_the_list_goes_by_name_without_case(listed: tuple[str, ...], found: bool) -> None:
    assert is_ignored(VOICE.names, listed) is found
    assert not is_ignored(("",), listed)
