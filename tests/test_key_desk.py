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
from burnbreak.storage.note import StorageError
from burnbreak.storage.paths import Paths, find_paths
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

    def run(self) -> None:
        for job, answer in self.jobs:
            answer(job())


def encrypted(paths: Paths, ring: MemoryRing, words: str = "") -> None:
    """A log with one pause and offers paused, that was encrypted and closed."""
    app = App(paths)
    desk = KeyDesk(app.stores.log, app.coach, at_once, ring)
    app.stores.log.write(done(START))
    app.coach.do(commands.PauseOffers(None))
    desk.encrypt_by_passphrase(words) if words else desk.encrypt_by_keyring()
    assert len(app.entries()) == 1
    app.stores.log.close()


def test_the_keyring_opens_it_while_the_app_is_up(paths: Paths, ring: MemoryRing) -> None:
    encrypted(paths, ring)
    app, work = App(paths), Later()
    asked: list[str] = []
    opened: list[str] = []
    desk = KeyDesk(app.stores.log, app.coach, work, ring, lambda: opened.append("opened"))
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
    for act in (desk.encrypt_by_keyring, lambda: desk.encrypt_by_passphrase(WORDS), desk.decrypt):
        with pytest.raises(StorageError, match="A practice runs"):
            act()
    assert desk.state().way == ""
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
        "names = ('log_keys', 'key_commands', 'storage.key_ring', 'storage.exchange', 'storage.recode');"
        "loaded = {f'burnbreak.{name}' for name in names} | {'sqlcipher3', 'keyring', 'getpass'};"
        "print(sorted(loaded & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
