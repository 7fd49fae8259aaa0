"""A bus of the test's own."""

from tests.system.conftest import private_bus

__all__ = ["private_bus"]
