"""What can be wrong with a calendar, as kinds: no address, name or text of it is ever part of an error."""

from enum import StrEnum


class Trouble(StrEnum):
    """Why a calendar could not be read; the words for the user are the interface's."""

    NOT_A_CALENDAR = "not-a-calendar"
    """Something else came, such as a login page."""
    CUT_OFF = "cut-off"
    TOO_LARGE = "too-large"
    TOO_SLOW = "too-slow"
    UNREADABLE = "unreadable"
    NOT_FOUND = "not-found"
    NOT_ALLOWED = "not-allowed"
    """The file or the address may not be read."""
    WRONG_LOGIN = "wrong-login"
    """The server did not accept name and password."""
    NOT_SECURE = "not-secure"
    """The address is not https, or leads to one that is not."""
    CERTIFICATE = "certificate"
    """Nobody whom this computer trusts says that it is the right server."""
    UNREACHABLE = "unreachable"
    SERVER = "server"
    """The server answered with an error."""
    NOT_AN_ADDRESS = "not-an-address"
    NO_ADDRESS = "no-address"
    """Nothing is kept in the keyring for it."""
    NO_KEYRING = "no-keyring"
    KEYRING_LOCKED = "keyring-locked"
    """It would have to be opened by its owner first."""


class CalendarError(Exception):
    """A calendar could not be read; carries its kind and nothing else."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(str(trouble))
        self.trouble = trouble
