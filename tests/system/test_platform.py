"""The name of the platform."""

import sys

import pytest

from burnbreak.system.platform import Platform, current, from_name


@pytest.mark.parametrize(
    ("name", "platform"),
    [
        ("linux", Platform.LINUX),
        ("freebsd14", Platform.LINUX),
        ("win32", Platform.WINDOWS),
        ("cygwin", Platform.WINDOWS),
        ("darwin", Platform.MACOS),
    ],
)
def test_names(name: str, platform: Platform) -> None:
    """As Python gives them."""
    assert from_name(name) is platform


def test_current() -> None:
    """This one."""
    assert current() is from_name(sys.platform)
