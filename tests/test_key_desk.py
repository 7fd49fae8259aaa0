"""Encryption in the running app: opened by the keyring or by what is typed, with the Coach told."""

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from burnbreak.core.events import StartNow
from burnbreak.core.span import Span
from burnbreak.engine import commands
from burnbreak.engine.memory import Memory
from burnbreak.engine.view import Question
from burnbreak.key_desk import KeyDesk
from burnbreak.key_switch import MOST_COPIES
from burnbreak.storage.key_file import key_file
from burnbreak.storage.note import StorageError
from burnbreak.storage.paths import Paths, find_paths
from burnbreak.ui.key_things import Switched
from tests.storage.rings import MemoryRing
from tests.test_data_desk import START, App, at_once, done

pytest.importorskip("sqlcipher3")
WORDS = "four words make it"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    found = find_paths(tmp_path)
    found.make()
    return found


@pytest.fixture
def ring() -> MemoryRing:
    return MemoryRing()


class Later:
    """A worker that answers when it is told to."""

    def __init__(self) -> None:
        self.jobs: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []

    def __call__(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        self.jobs.append((job, done))

    def step(self) -> None:
        job, answer = self.jobs.pop(0)
        answer(job())

    def run(self) -> None:
        while self.jobs:
            self.step()


class Ends:
    """Is told how it ended, and shows it or does not."""

    def __init__(self, shows: bool = True) -> None:
        self.found: list[Switched] = []
        self._shows = shows

    def __call__(self, found: Switched) -> bool:
        self.found.append(found)
        return self._shows


def encrypted(paths: Paths, ring: MemoryRing, words: str = "") -> None:
    """A log with one pause and offers paused, that was encrypted and closed."""
    app = App(paths)
    desk = KeyDesk(app.stores.log, app.coach, at_once, ring)
    app.stores.log.write(done(START))
    app.coach.do(commands.PauseOffers(None))
    desk.encrypt_by_passphrase(words, Ends()) if words else desk.encrypt_by_keyring(Ends())
    assert len(app.entries()) == 1
    app.stores.log.close()


def test_the_keyring_opens_it_while_the_app_is_up(paths: Paths, ring: MemoryRing) -> None:
    encrypted(paths, ring)
    app, work = App(paths), Later()
    asked: list[str] = []
    opened: list[str] = []
    desk = KeyDesk(app.stores.log, app.coach, work, ring, opened=lambda: opened.append("opened"))
    desk.start(lambda: asked.append("ask"), asked.append)
    assert desk.state().locked == "locked"
    app.stores.log.write(done(START + timedelta(minutes=5)))
    assert len(app.entries()) == 1
    assert app.coach._memory.pause is None
    work.run()
    assert (desk.state().way, desk.state().locked) == ("keyring", "")
    assert len(app.entries()) == 2
    assert app.coach._memory.pause is not None
    assert (asked, opened) == ([], ["opened"])
    assert app.witness.troubles == []
    app.stores.log.close()


@pytest.mark.parametrize(("what", "reason"), [("shut", "no-keyring"), ("lost", "lost")])
def test_where_the_keyring_does_not_help_the_user_is_asked(
    paths: Paths, ring: MemoryRing, what: str, reason: str
) -> None:
    encrypted(paths, ring)
    kept = dict(ring.kept)
    ring.shut = what == "shut"
    ring.kept = {} if what == "lost" else ring.kept
    app = App(paths)
    desk, asked = KeyDesk(app.stores.log, app.coach, at_once, ring), list[str]()
    desk.start(lambda: asked.append("ask"), asked.append)
    assert asked == ["ask"]
    assert (desk.state().way, desk.state().locked) == ("keyring", reason)
    ring.shut, ring.kept = False, kept
    told: list[str] = []
    desk.ask_keyring(told.append)
    assert told == [""]
    assert len(app.entries()) == 1
    app.stores.log.close()


def test_a_passphrase_is_asked_for_at_once(paths: Paths, ring: MemoryRing) -> None:
    encrypted(paths, ring, WORDS)
    app = App(paths)
    desk, asked = KeyDesk(app.stores.log, app.coach, at_once, ring), list[str]()
    desk.start(lambda: asked.append("ask"), asked.append)
    assert asked == ["ask"]
    with pytest.raises(StorageError):
        desk.unlock("four words make")
    assert desk.state().locked == "wrong"
    app.desk.look()
    app.coach.look()
    desk.unlock(WORDS)
    assert len(app.entries()) == 1
    assert app.witness.troubles == []
    app.stores.log.close()


def test_nothing_is_switched_under_a_sitting(paths: Paths, ring: MemoryRing) -> None:
    app = App(paths)
    desk = KeyDesk(app.stores.log, app.coach, at_once, ring)
    app.coach.do(StartNow("long-exhale", 60.0))
    for act in (desk.encrypt_by_keyring, lambda told: desk.encrypt_by_passphrase(WORDS, told), desk.decrypt):
        with pytest.raises(StorageError, match="A practice runs"):
            act(Ends())
    assert desk.state().way == ""
    app.stores.log.close()


class Switching:
    """An app with one pause whose history is being encrypted, and the worker that does it in steps."""

    def __init__(self, paths: Paths, ring: MemoryRing, shows: bool = True) -> None:
        self.app, self.work, self.ends = App(paths), Later(), Ends(shows)
        self.log = self.app.stores.log
        self.log.write(done(START))
        self.desk = KeyDesk(self.log, self.app.coach, self.work, ring)
        self.troubles: list[str] = []
        self.desk.start(lambda: None, self.troubles.append)
        self.desk.encrypt_by_keyring(self.ends)

    def copy(self) -> Callable[[], None]:
        """Do what the worker does first; what hands that over."""
        job, answer = self.work.jobs.pop(0)
        found = job()
        return lambda: answer(found)


def test_a_sitting_and_an_entry_while_it_is_switched_are_kept(paths: Paths, ring: MemoryRing) -> None:
    on = Switching(paths, ring)
    assert (on.desk.state().switching, on.desk.state().way) == (True, "")
    hand_over = on.copy()
    on.log.write(done(START + timedelta(minutes=5)))
    on.app.coach.do(StartNow("long-exhale", 60.0))
    on.app.coach.look()
    # Told and shown as ever, from the file, before the switch has ended.
    assert len(on.app.entries()) == 3
    on.log.remove([done(START).uuid])
    assert len(on.app.entries()) == 2
    hand_over()
    assert len(on.work.jobs) == 1  # It has been written to: it is copied once more.
    on.work.run()
    (found,) = on.ends.found
    assert (found.fault, found.recovery != "", on.desk.state().way) == ("", True, "keyring")
    assert len(on.app.entries()) == 2
    on.app.coach.look()
    assert on.app.witness.troubles == on.troubles == []
    on.log.close()
    assert b"long-exhale" not in b"".join(p.read_bytes() for p in paths.data.iterdir())
    app = App(paths)
    KeyDesk(app.stores.log, app.coach, at_once, ring).start(lambda: None, lambda _: None)
    assert len(app.entries()) == 2
    app.stores.log.close()


def test_one_that_is_written_to_all_the_time_is_given_up(paths: Paths, ring: MemoryRing) -> None:
    on = Switching(paths, ring, shows=False)
    for number in range(MOST_COPIES):
        hand_over = on.copy()
        on.log.write(done(START + timedelta(minutes=5 + number)))
        hand_over()
    on.work.run()
    told = "The log was written to all the time; the history stays as it was."
    assert (on.troubles, [found.fault for found in on.ends.found]) == ([told], [told])
    assert (on.desk.state().way, on.desk.state().switching, ring.kept) == ("", False, {})
    assert len(on.app.entries()) == MOST_COPIES + 1
    assert not key_file(paths.log).exists()
    on.log.close()
    assert [p.name for p in paths.data.iterdir()] == ["log.sqlite3"]


@pytest.mark.parametrize("when", ["before", "copied"])
def test_who_quits_meanwhile_finds_it_as_it_was(paths: Paths, ring: MemoryRing, when: str) -> None:
    on = Switching(paths, ring)
    if when == "copied":
        on.copy()  # And nobody hands it over any more.
    on.desk.close()
    on.log.close()
    for job, _ in on.work.jobs:
        job()
    app = App(paths)
    desk = KeyDesk(app.stores.log, app.coach, at_once, ring)
    desk.start(lambda: None, lambda _: None)
    desk.tidy()
    assert (desk.state().way, len(app.entries()), ring.kept) == ("", 1, {})
    app.stores.log.close()
    assert [p.name for p in paths.data.iterdir()] == ["log.sqlite3"]


def test_nothing_is_brought_in_or_wiped_under_a_switch(paths: Paths, ring: MemoryRing) -> None:
    on = Switching(paths, ring)
    for act in (on.app.desk.erase_everything, lambda: on.app.desk.restore("/nowhere")):
        with pytest.raises(StorageError, match="is being written anew just now"):
            act()
    for act in (on.desk.encrypt_by_keyring, on.desk.decrypt):
        with pytest.raises(StorageError, match="is being written anew already"):
            act(Ends())
    on.work.run()
    on.app.desk.erase_day(START.date())
    assert on.app.entries() == ()
    on.log.close()


def test_a_keyring_that_is_shut_is_told_at_the_end(paths: Paths, ring: MemoryRing) -> None:
    ring.shut = True
    on = Switching(paths, ring)
    on.work.run()
    (found,) = on.ends.found
    assert found == Switched(fault="The keyring cannot be opened; the history stays as it was.")
    assert (on.troubles, on.desk.state().way, len(on.app.entries())) == ([], "", 1)
    assert ring.asked == 1  # Who has sent it away is not asked again.
    on.log.close()
    assert [p.name for p in paths.data.iterdir()] == ["log.sqlite3"]


def test_ending_asks_only_where_something_would_be_lost(paths: Paths, ring: MemoryRing) -> None:
    encrypted(paths, ring, WORDS)
    app, told = App(paths), list[str]()
    desk = KeyDesk(app.stores.log, app.coach, at_once, ring, quit=lambda: told.append("quit"))
    assert desk.waiting() == 0
    desk.leave(lambda: told.append("ask"))
    app.stores.log.write(done(START + timedelta(minutes=5)))
    assert desk.waiting() == 1
    desk.leave(lambda: told.append("ask"))
    assert told == ["quit", "ask"]
    desk.unlock(WORDS)
    assert desk.waiting() == 0
    desk.leave(lambda: told.append("ask"))
    assert told == ["quit", "ask", "quit"]
    app.stores.log.close()


def test_a_history_that_is_given_up_is_kept_aside(paths: Paths, ring: MemoryRing) -> None:
    encrypted(paths, ring, WORDS)
    raw = paths.log.read_bytes()
    app = App(paths)
    desk = KeyDesk(app.stores.log, app.coach, at_once, ring)
    app.stores.log.write(done(START + timedelta(minutes=5)))
    name = desk.give_up()
    assert paths.log.with_name(name).read_bytes() == raw
    assert desk.state().way == ""
    assert len(app.entries()) == 1
    # It comes back like a backup once its passphrase is found.
    app.desk.restore(str(paths.log.with_name(name)), WORDS)
    assert [e.uuid for e in app.entries()] == ["1000"]
    app.stores.log.close()


def test_what_was_remembered_twice_is_joined() -> None:
    one, two = (Span(START + timedelta(hours=n), START + timedelta(hours=n + 1)) for n in (0, 2))
    question = next(iter(Question))
    early = Memory(sessions=(one,), freed=(one,), asked=((question, START),), told=("a", "b"))
    late = Memory(sessions=(two, one), asked=((question, two.start),), told=("b", "c"))
    joined = early.joined(late)
    assert (set(joined.sessions), joined.freed) == ({one, two}, (one,))
    assert (joined.asked, joined.told) == (((question, two.start),), ("a", "b", "c"))


def test_who_has_nothing_encrypted_loads_nothing_of_it(tmp_path: Path) -> None:
    code = (
        "import sys; import burnbreak.app, burnbreak.key_desk, burnbreak.data_desk;"
        "import burnbreak.stores as stores;"
        "from pathlib import Path; from burnbreak.storage.paths import find_paths;"
        "from burnbreak.system.clock import SystemClock;"
        "paths = find_paths(Path(sys.argv[1])); paths.make();"
        "found = stores.open_stores(paths, SystemClock());"
        "desk = burnbreak.key_desk.KeyDesk(found.log, None, None); desk.start(None, None); desk.tidy();"
        "names = ('log_keys', 'key_switch', 'key_commands', 'storage.key_ring', 'storage.exchange',"
        "'storage.recode');"
        "loaded = {f'burnbreak.{name}' for name in names} | {'sqlcipher3', 'keyring', 'getpass'};"
        "print(sorted(loaded & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
