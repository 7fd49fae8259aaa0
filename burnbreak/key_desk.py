"""The encryption of the log in the running app: opened at the start without keeping anybody waiting."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from burnbreak.engine.coach import Coach
from burnbreak.storage.drivers import Key
from burnbreak.storage.key_file import key_file
from burnbreak.storage.locked import NoDriverError, NoKeyringError
from burnbreak.storage.log import Log
from burnbreak.storage.note import StorageError
from burnbreak.ui.key_things import KeyState

if TYPE_CHECKING:
    from burnbreak.log_keys import LogKeys
    from burnbreak.storage.key_ring import Ring

_Work = Callable[[Callable[[], Any], Callable[[Any], None]], None]


class KeyDesk:
    """See KeyThings."""

    def __init__(
        self,
        log: Log,
        coach: Coach,
        work: _Work,
        ring: "Ring | None" = None,
        opened: Callable[[], None] = lambda: None,
    ) -> None:
        """`opened` is called when a locked log has been opened."""
        self._opened = opened
        self._log, self._coach, self._work, self._ring = log, coach, work, ring
        self._made: LogKeys | None = None

    def start(self, ask: Callable[[], None], trouble: Callable[[str], None]) -> None:
        """The app is up: the keyring opens the log in a while, or its user is asked."""
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
        if key_file(path).exists() or any(path.parent.glob(f".{path.name}.*")):
            self._work(self._keys.tidy, lambda _: None)

    def state(self) -> KeyState:
        """See KeyThings."""
        from burnbreak.log_keys import available

        way, why = self._keys.way(), self._log.locked
        return KeyState(way=way or "", locked=why.reason if why else "", available=available())

    def encrypt_by_keyring(self) -> str:
        """See KeyThings."""
        self._at_rest()
        return self._keys.encrypt_by_keyring()

    def encrypt_by_passphrase(self, text: str) -> None:
        """See KeyThings."""
        self._at_rest()
        self._keys.encrypt_by_passphrase(text)

    def decrypt(self) -> None:
        """See KeyThings."""
        self._at_rest()
        self._keys.decrypt()

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

    def give_up(self) -> str:
        """See KeyThings."""
        name = self._keys.give_up()
        self._rejoin()
        return name

    def _rejoin(self) -> None:
        self._coach.rejoin()
        self._opened()

    @property
    def _keys(self) -> "LogKeys":
        """Made when it is first needed: most people have nothing encrypted."""
        if self._made is None:
            from burnbreak.log_keys import LogKeys

            self._made = LogKeys(self._log, self._ring)
        return self._made

    def _at_rest(self) -> None:
        if self._coach.run is not None:
            raise StorageError("A practice runs; please let it end first.")
