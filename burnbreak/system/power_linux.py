"""Sleep and lock on Linux; Qt is loaded only when listening begins."""

from typing import TYPE_CHECKING

from burnbreak.system.power import OnLock, OnSuspend

if TYPE_CHECKING:
    from burnbreak.system.power_qtdbus import Listener

_NO_SLEEP = "Sleep is not announced: the system bus or logind is missing."
_NO_LOCK = "The locked screen is not announced: the session bus is missing."


class LinuxPowerWatch:
    """logind on the system bus and the screen savers on the session bus, whichever are there."""

    def __init__(self, session: str, system: str, session_id: str = "") -> None:
        """The addresses of both buses; `session_id` is `$XDG_SESSION_ID`, for an old logind."""
        self._session, self._system, self._session_id = session, system, session_id
        self._listener: Listener | None = None
        self._reasons = ["Sleep and lock are not listened to yet."]

    @property
    def reason(self) -> str:
        """See PowerWatch."""
        return " ".join(self._reasons)

    def start(self, on_suspend: OnSuspend, on_lock: OnLock) -> None:
        """See PowerWatch; needs a QCoreApplication."""
        from burnbreak.system.power_qtdbus import Listener

        self.close()
        listener = Listener(on_suspend, on_lock)
        sleep = listener.hear_logind(self._system, self._session_id)
        lock = listener.hear_savers(self._session)
        self._listener = listener
        self._reasons = [text for heard, text in ((sleep, _NO_SLEEP), (lock, _NO_LOCK)) if not heard]

    def delay_sleep(self, on: bool) -> None:
        """See PowerWatch."""
        if self._listener:
            self._listener.delay_sleep(on)

    def close(self) -> None:
        """See PowerWatch."""
        if self._listener:
            self._listener.close()
        self._listener = None
