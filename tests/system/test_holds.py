"""The watch: probes on its thread, what they see calmed and told, nothing done at rest."""

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import pytest

from burnbreak.core.calls import Sign
from burnbreak.core.holds import HoldKind
from burnbreak.core.settings import Quiet
from burnbreak.system.holds import HoldWatch, NoHolds, Reading

MIC, SCREEN = Sign.MICROPHONE, Sign.SCREEN


class Told:
    """What was reported, in order, awaited from the test's thread."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, bool, str]] = []
        self._news = threading.Condition()

    def __call__(self, kind: HoldKind, on: bool, detail: str) -> None:
        with self._news:
            self.lines.append((str(kind), on, detail))
            self._news.notify_all()

    def until(self, lines: list[tuple[str, bool, str]], timeout: float = 5.0) -> None:
        with self._news:
            self._news.wait_for(lambda: self.lines == lines, timeout)
            assert self.lines == lines


class FakeProbe:
    """Sees what the test sets; `pipe` makes it readable."""

    def __init__(self, *signs: Sign, events: bool = True) -> None:
        self.signs, self.events = frozenset(signs), events
        self.there: bool | None = False
        self.programs: tuple[str, ...] = ()
        self.fault: Exception | None = None
        self.again: float | None = None
        self.reads: list[tuple[tuple[str, ...], bool]] = []
        self.opened = self.closed = 0
        self.pipe = os.pipe()
        self.news: Callable[[], None] = lambda: None

    def open(self, news: Callable[[], None]) -> None:
        self.opened += 1
        self.news = news

    def descriptors(self) -> Sequence[int]:
        return (self.pipe[0],)

    def read(self, ignored: tuple[str, ...], *, fresh: bool) -> Reading:
        self.reads.append((ignored, fresh))
        os.set_blocking(self.pipe[0], False)
        with contextlib.suppress(BlockingIOError):
            os.read(self.pipe[0], 100)
        if self.fault:
            raise self.fault
        return Reading(seen=dict.fromkeys(self.signs, self.there), programs=self.programs, again=self.again)

    def close(self) -> None:
        self.closed += 1

    def finding(self) -> tuple[bool | None, str]:
        return True, "a test"

    def now(self, there: bool | None) -> None:
        """The world changes, and the probe notices."""
        self.there = there
        os.write(self.pipe[1], b"x")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """All waits a tenth as long."""
    monkeypatch.setattr("burnbreak.core.calls._ENTER", {MIC: 0.5})
    monkeypatch.setattr("burnbreak.core.calls._LEAVE", {MIC: 1.5})


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def started(told: Told) -> Iterator[Callable[..., HoldWatch]]:
    watches: list[HoldWatch] = []

    def start(*probes: FakeProbe) -> HoldWatch:
        watch = HoldWatch(lambda: probes)
        watches.append(watch)
        watch.start(told, Quiet())
        return watch

    yield start
    for watch in watches:
        watch.close()


def settle(watch: HoldWatch) -> None:
    """Return when the watch has done what it was asked."""
    done = threading.Event()
    watch.check(done.set)
    assert done.wait(5)


def test_a_descriptor_or_news_from_any_thread_is_read(told: Told, started: Callable[..., HoldWatch]) -> None:
    screen, silenced = FakeProbe(SCREEN), FakeProbe(Sign.SILENCED)
    watch = started(screen, silenced)
    settle(watch)
    screen.now(True)
    told.until([("presenting", True, "screen")])
    silenced.there = True
    silenced.news()
    told.until([("presenting", True, "screen"), ("do-not-disturb", True, "desktop")])
    screen.now(False)
    told.until(
        [("presenting", True, "screen"), ("do-not-disturb", True, "desktop"), ("presenting", False, "")]
    )


@pytest.mark.usefixtures("quick")
def test_a_call_is_told_after_its_time_and_ends_after_its_time(
    told: Told, started: Callable[..., HoldWatch]
) -> None:
    """And no probe is asked meanwhile."""
    probe = FakeProbe(MIC)
    watch = started(probe)
    while not probe.reads:
        time.sleep(0.01)
    began = time.monotonic()
    probe.now(True)
    told.until([("call", True, "microphone")])
    assert 0.45 <= time.monotonic() - began < 2.0
    asked = len(probe.reads)
    began = time.monotonic()
    probe.now(False)
    told.until([("call", True, "microphone"), ("call", False, "")])
    assert time.monotonic() - began >= 1.45
    assert len(probe.reads) == asked + 1
    assert watch.programs() == ()


def test_before_a_card_what_is_seen_counts_at_once_and_is_told_before_the_answer(
    told: Told, started: Callable[..., HoldWatch]
) -> None:
    probe = FakeProbe(MIC)
    watch = started(probe)
    settle(watch)
    probe.there = True
    seen: list[list[tuple[str, bool, str]]] = []
    done = threading.Event()
    watch.check(lambda: (seen.append(list(told.lines)), done.set()))
    assert done.wait(5)
    assert seen == [[("call", True, "microphone")]]


def test_what_has_no_events_is_asked_only_when_a_break_is_near_and_while_it_holds(
    told: Told, started: Callable[..., HoldWatch], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("burnbreak.system.holds.AGAIN", 0.1)
    probe = FakeProbe(SCREEN, events=False)
    probe.there = True
    watch = started(probe)
    watch.check()
    time.sleep(0.2)
    assert probe.reads == [], "in a sitting only calls matter"
    settle(watch)
    told.until([("presenting", True, "screen")])
    probe.there = False
    told.until([("presenting", True, "screen"), ("presenting", False, "")])
    asked = len(probe.reads)
    time.sleep(0.3)
    assert len(probe.reads) == asked, "nothing is there any more"


@pytest.mark.usefixtures("quick")
def test_a_microphone_without_events_needs_two_looks_its_time_apart(
    told: Told, started: Callable[..., HoldWatch]
) -> None:
    probe = FakeProbe(MIC, events=False)
    probe.there = True
    watch = started(probe)
    watch.check()
    told.until([("call", True, "microphone")])
    assert len(probe.reads) >= 2


def test_a_probe_may_ask_for_one_more_look(told: Told, started: Callable[..., HoldWatch]) -> None:
    probe = FakeProbe(SCREEN)
    probe.again = 0.05
    started(probe)
    while not probe.reads:
        time.sleep(0.01)
    probe.there = True
    told.until([("presenting", True, "screen")])


def test_a_probe_that_fails_is_unknown_and_holds_nothing(
    told: Told, started: Callable[..., HoldWatch]
) -> None:
    probe = FakeProbe(SCREEN)
    watch = started(probe)
    probe.now(True)
    told.until([("presenting", True, "screen")])
    probe.fault = ValueError("Jane")
    probe.now(True)
    told.until([("presenting", True, "screen"), ("presenting", False, "")])
    settle(watch)


def test_switching_off_releases_at_once_and_closes_the_probe(
    told: Told, started: Callable[..., HoldWatch]
) -> None:
    probe = FakeProbe(MIC)
    probe.there, probe.programs = True, ("firefox",)
    watch = started(probe)
    settle(watch)
    told.until([("call", True, "microphone")])
    assert watch.programs() == ("firefox",)
    watch.follow(Quiet(calls=False))
    told.until([("call", True, "microphone"), ("call", False, "")], timeout=2)
    settle(watch)
    assert probe.closed == 1
    watch.follow(Quiet())
    settle(watch)
    assert probe.opened == 2
    assert told.lines[-1] == ("call", True, "microphone")


def test_the_list_of_ignored_programs_reaches_the_probes(
    told: Told, started: Callable[..., HoldWatch]
) -> None:
    probe = FakeProbe(MIC)
    watch = started(probe)
    watch.follow(Quiet(ignored_programs=("zoom",)))
    settle(watch)
    assert probe.reads[-1] == (("zoom",), True)
    assert (("zoom",), False) in probe.reads


def test_nothing_is_told_after_the_end(told: Told, started: Callable[..., HoldWatch]) -> None:
    probe = FakeProbe(SCREEN)
    watch = started(probe)
    settle(watch)
    watch.close()
    watch.close()
    assert probe.closed == 1
    done = threading.Event()
    watch.check(done.set)
    assert done.is_set(), "who asks is answered all the same"
    watch.follow(Quiet())
    assert told.lines == []


def test_at_rest_the_thread_sleeps(told: Told, started: Callable[..., HoldWatch]) -> None:
    """No wake-up at all in three seconds."""
    watch = started(FakeProbe(MIC), FakeProbe(SCREEN, events=False))
    settle(watch)
    thread = next(t for t in threading.enumerate() if t.name == "burnbreak-holds")
    time.sleep(0.3)
    before = _switches(thread.native_id)
    time.sleep(3)
    assert _switches(thread.native_id) == before


def _switches(thread: int | None) -> int:
    with open(f"/proc/self/task/{thread}/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("voluntary"))


def test_the_null_version_answers_at_once(told: Told) -> None:
    probe = NoHolds()
    probe.start(told, Quiet())
    answered: list[bool] = []
    probe.check(lambda: answered.append(True))
    probe.check()
    probe.follow(Quiet())
    probe.close()
    assert (answered, probe.programs(), told.lines) == ([True], (), [])
