"""A history that is encrypted or not, as the windows are told of it."""

from collections.abc import Callable
from dataclasses import replace

from burnbreak.ui.key_things import KeyState, Switched, Told

RECOVERY = "-".join(["ABCD"] * 14)


class Keys:
    """How the history is kept, and what was asked for."""

    def __init__(self, **state: object) -> None:
        self.kept = KeyState(**state)  # type: ignore[arg-type]
        self.asked: list[str] = []
        self.fault = ""
        self.at_once = True
        self.told: list[Told] = []
        self.end: Callable[..., list[bool]] = lambda: []

    def state(self) -> KeyState:
        return self.kept

    def _note(self, what: str, **state: object) -> None:
        if self.fault:
            raise OSError(self.fault)
        self.asked.append(what)
        self.kept = replace(self.kept, **state)  # type: ignore[arg-type]

    def encrypt_by_keyring(self, told: Told) -> None:
        self._begin("keyring", told, Switched(recovery=RECOVERY), way="keyring")

    def encrypt_by_passphrase(self, text: str, told: Told) -> None:
        self._begin(f"passphrase {text}", told, Switched(), way="passphrase")

    def decrypt(self, told: Told) -> None:
        self._begin("decrypt", told, Switched(), way="")

    def follow(self, told: Told) -> None:
        self.told.append(told)

    def _begin(self, what: str, told: Told, found: Switched, **state: object) -> None:
        self._note(what, switching=True)
        self.told.append(told)

        def end(fault: str = "") -> list[bool]:
            self.kept = replace(self.kept, switching=False, **({} if fault else state))  # type: ignore[arg-type]
            return [told(Switched(fault=fault) if fault else found) for told in self.told]

        self.end = end
        if self.at_once:
            self.end()

    def recovery(self) -> str:
        self._note("recovery")
        return RECOVERY

    def unlock(self, text: str) -> None:
        self._note(f"unlock {text}", locked="")

    def ask_keyring(self, done: Callable[[str], None]) -> None:
        self.asked.append("ask the keyring")
        if not self.fault:
            self.kept = replace(self.kept, locked="")
        done(self.fault)

    def waiting(self) -> int:
        return 1

    def quit(self) -> None:
        self.asked.append("quit")

    def give_up(self) -> str:
        self._note("give up", locked="", way="")
        return "log.locked"
