"""A bus of the test's own."""

import shutil
from collections.abc import Iterator

import pytest

from tests.system.fake_bus import PrivateBus


@pytest.fixture
def private_bus() -> Iterator[PrivateBus]:
    """A running dbus-daemon on which nothing else lives."""
    if not shutil.which("dbus-daemon"):
        pytest.skip("dbus-daemon is not installed")
    with PrivateBus() as bus:
        yield bus
