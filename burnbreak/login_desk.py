"""Launch at login as the settings show it: what the system says, and what it answers to a change."""

import logging
import os
import sys

from burnbreak.system.autostart import Autostart, AutostartError, launch_command

log = logging.getLogger(__name__)


class LoginDesk:
    """Asks the system anew each time: the entry may be changed by others."""

    def __init__(self, autostart: Autostart) -> None:
        self._autostart = autostart

    def state(self) -> tuple[str, str]:
        """An AutostartKind by its value, and the reason in words for the user, where there is one."""
        state = self._autostart.state()
        return state.kind.value, state.reason

    def set(self, on: bool) -> str:
        """Switch it; what went wrong in one sentence, empty for nothing."""
        try:
            if on:
                self._autostart.turn_on(_command())
            else:
                self._autostart.turn_off()
        except AutostartError as fault:
            return str(fault)
        return ""

    def refresh(self) -> None:
        """A moved or updated installation is still started at the next login."""
        try:
            self._autostart.refresh(_command())
        except AutostartError as fault:
            log.warning("The entry for the login was not brought up to date: %s", fault)


def _command() -> list[str]:
    return launch_command(sys.argv[0], sys.executable, os.environ, getattr(sys, "frozen", False))
