"""The encryption of the log in the running app: opened at the start without keeping anybody waiting."""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from burnbreak.engine.coach import Coach
from burnbreak.storage.drivers import Key
from burnbreak.storage.key_file import key_file
from burnbreak.storage.locked import NoDriverError, NoKeyringError
from burnbreak.storage.log import Log
from burnbreak.storage.note import StorageError
from burnbreak.ui.key_things import KeyState, Switched, Told

if TYPE_CHECKING:
    from burnbreak.key_switch import KeySwitch
    from burnbreak.log_keys import LogKeys
    from burnbreak.storage.key_ring import Ring

log = logging.getLogger(__name__)

_Work = Callable[[Callable[[], Any], Callable[[Any], None]], None]


class KeyDesk:
    """See KeyThings."""

    def __init__(
        self,
        log: Log,
        coach: Coach,
        work: _Work,
        ring: "Ring | None" = None,
        *,
        opened: Callable[[], None] = lambda: None,
        quit: Callable[[], None] = lambda: None,
    ) -> None:
        """`opened` is called when a locked log has been opened, `quit` to end burnbreak."""
        self._opened, self._quit = opened, quit
        self._log, self._coach, self._work, self._ring = log, coach, work, ring
        self._made: LogKeys | None = None
        self._switch: KeySwitch | None = None
        self._told: list[Told] = []
        self._trouble: Callable[[str], None] = lambda _: None

    def start(self, ask: Callable[[], None], trouble: Callable[[str], None]) -> None:
        """The app is up: the keyring opens the log in a while, or its user is asked."""
        self._trouble = trouble
        why = self._log.locked
        if why is None:
            return
        if isinstance(why, NoDriverError):
            trouble(str(why))
        elif self._keys.asks_keyring():
            self.ask_keyring(lambda said: ask() if said else None)
        else:
            ask()

    def tidy(self) -> None:
        """See LogKeys; later, in the worker, and only where there may be something."""
        path = self._log.path
        if key_file(path).exists() or any(path.parent.glob(f".{path.stem}.*")):
            self._work(self._keys.tidy, lambda _: None)

    def state(self) -> KeyState:
        """See KeyThings."""
        from burnbreak.log_keys import available

        way, why = self._keys.way(), self._log.locked
        return KeyState(
            way=way or "",
            locked=why.reason if why else "",
            available=available(),
            switching=self._switch is not None,
        )

    def encrypt_by_keyring(self, told: Told) -> None:
        """See KeyThings."""
        self._begin(self._keys.to_keyring, told)

    def encrypt_by_passphrase(self, text: str, told: Told) -> None:
        """See KeyThings."""
        self._begin(lambda: self._keys.to_passphrase(text), told)

    def decrypt(self, told: Told) -> None:
        """See KeyThings."""
        self._begin(self._keys.to_plain, told)

    def follow(self, told: Told) -> None:
        """See KeyThings."""
        if self._switch is not None:
            self._told.append(told)

    def close(self) -> None:
        """The app ends: what is being written anew is given up, and the log stays as it was."""
        if self._switch is not None:
            self._switch.stop()

    def recovery(self) -> str:
        """See KeyThings."""
        return self._keys.recovery()

    def unlock(self, text: str) -> None:
        """See KeyThings."""
        self._keys.unlock(text)
        self._rejoin()

    def ask_keyring(self, done: Callable[[str], None]) -> None:
        """See KeyThings."""

        def ask() -> tuple[Key, ...] | None:
            try:
                return self._keys.from_keyring()
            except NoKeyringError:
                return None

        def answered(found: tuple[Key, ...] | None) -> None:
            try:
                if self._log.locked is not None:
                    if found is None:
                        raise self._log.note_locked(NoKeyringError())
                    self._keys.unlock_with(found)
                    self._rejoin()
            except StorageError as fault:
                done(str(fault))
            else:
                done("")

        self._work(ask, answered)

    def waiting(self) -> int:
        """See KeyThings."""
        return self._log.waiting if self._log.locked is not None else 0

    def quit(self) -> None:
        """See KeyThings."""
        self._quit()

    def leave(self, ask: Callable[[], None]) -> None:
        """The user wants burnbreak to end: at once, or asked first where something would be lost."""
        if self.waiting():
            ask()
        else:
            self._quit()

    def give_up(self) -> str:
        """See KeyThings."""
        name = self._keys.give_up()
        self._rejoin()
        return name

    def _rejoin(self) -> None:
        self._coach.rejoin()
        self._opened()
        self.tidy()

    # --- writing it anew, in the worker, while it is used ---------------------------------------------------

    def _begin(self, begin: "Callable[[], KeySwitch]", told: Told) -> None:
        if self._switch is not None:
            raise StorageError("The history is being written anew already.")
        if self._coach.run is not None:
            raise StorageError("A practice runs; please let it end first.")
        self._switch, self._told = begin(), [told]
        self._prepare(self._switch)

    def _prepare(self, switch: "KeySwitch") -> None:
        def prepare() -> str:
            fault = _tried(switch.prepare)
            if fault and switch.stopped:
                switch.undo()  # The app has ended, and nobody asks for the fault.
            return fault

        self._work(prepare, lambda fault: self._prepared(switch, fault))

    def _prepared(self, switch: "KeySwitch", fault: str) -> None:
        if not fault:
            try:
                if not switch.finish():
                    self._prepare(switch)
                    return
            except StorageError as found:
                fault = str(found)
        if fault:
            switch.leave()
            self._work(lambda: _tried(switch.undo), lambda _: self._end(Switched(fault=fault)))
            return
        self._work(
            lambda: _tried(switch.clean_up),
            lambda left: self._end(Switched(fault=left, recovery=switch.recovery)),
        )

    def _end(self, found: Switched) -> None:
        self._switch, told = None, self._told
        shown = [tell(found) for tell in told]
        if found.fault and not any(shown):
            self._trouble(found.fault)

    @property
    def _keys(self) -> "LogKeys":
        """Made when it is first needed: most people have nothing encrypted."""
        if self._made is None:
            from burnbreak.log_keys import LogKeys

            self._made = LogKeys(self._log, self._ring)
        return self._made


def _tried(job: Callable[[], None]) -> str:
    """The sentence where it went wrong."""
    try:
        job()
    except StorageError as fault:
        return str(fault)
    except Exception as fault:
        # Its words could quote what it read.
        log.error("A change of the key of the log failed (%s).", type(fault).__name__)
        return f"It could not be done ({type(fault).__name__})."
    return ""
