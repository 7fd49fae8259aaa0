"""Gets one calendar's times, wherever it comes from; runs in the worker, never on the interface's thread."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from urllib.parse import urlsplit

from burnbreak.calendars import caldav
from burnbreak.calendars.reader import LARGEST, Reading
from burnbreak.calendars.secrets import Secret, Secrets
from burnbreak.calendars.trouble import CalendarError, Trouble
from burnbreak.calendars.web import Web
from burnbreak.core.calendar_setting import CalendarKind, CalendarSetting
from burnbreak.core.span import Span

ReadIcs = Callable[[bytes, Span, tzinfo], Reading]
"""Raw calendar, window and zone to its times; `child.read_apart` with the child's command filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of it; `reading` is None where nothing has changed since the tag that was given."""

    reading: Reading | None
    tag: str


class Sources:
    """Knows how each kind of calendar is reached."""

    def __init__(self, secrets: Secrets, web: Web, read_ics: ReadIcs) -> None:
        self._secrets, self._web, self._read = secrets, web, read_ics
        self.hosts: dict[str, tuple[str, ...]] = {}
        """The names of the servers that were asked for a calendar, by its id; never a whole address."""

    def fetch(
        self, setting: CalendarSetting, window: Span, zone: tzinfo, tag: str, *, ask: bool = False
    ) -> Answer:
        """The times of a calendar in a window; `ask` as in Secrets. Raises CalendarError."""
        match setting.kind:
            case CalendarKind.FILE:
                return self._file(setting, window, zone, tag)
            case CalendarKind.WEB:
                secret = self._secret(setting, ask)
                got = self._web.get(secret.address, tag=tag, login=secret.login)
                self._note(setting, secret.address, got.address)
                return Answer(
                    reading=None if got.raw is None else self._read(got.raw, window, zone), tag=got.tag
                )
            case CalendarKind.CALDAV:
                secret = self._secret(setting, ask)
                if secret.login is None:
                    raise CalendarError(Trouble.NOT_ALLOWED)
                raw = caldav.busy_text(self._web, secret.address, secret.login, window)
                return Answer(reading=self._read(raw, window, zone), tag="")

    def _secret(self, setting: CalendarSetting, ask: bool) -> Secret:
        secret = self._secrets.get(setting.id, ask=ask)
        if secret is None:
            raise CalendarError(Trouble.NO_ADDRESS)
        self._note(setting, secret.address)
        return secret

    def _note(self, setting: CalendarSetting, *addresses: str) -> None:
        hosts = (urlsplit(address).hostname for address in addresses)
        self.hosts[setting.id] = tuple(dict.fromkeys(host for host in hosts if host))

    def _file(self, setting: CalendarSetting, window: Span, zone: tzinfo, tag: str) -> Answer:
        path = Path(setting.path)
        try:
            facts = path.stat()
            now = f"{facts.st_mtime_ns}-{facts.st_size}-{facts.st_ino}"
            if now == tag:
                return Answer(reading=None, tag=tag)
            if not path.is_file():
                raise CalendarError(Trouble.NOT_A_CALENDAR)
            with path.open("rb") as file:
                raw = file.read(LARGEST + 1)
        except FileNotFoundError:
            raise CalendarError(Trouble.NOT_FOUND) from None
        except PermissionError:
            raise CalendarError(Trouble.NOT_ALLOWED) from None
        except (OSError, ValueError):
            raise CalendarError(Trouble.UNREADABLE) from None
        return Answer(reading=self._read(raw, window, zone), tag=now)
