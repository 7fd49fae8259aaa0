"""The fixed examples of hypothesis count here too."""

from tests.core.conftest import settings

__all__ = ["settings"]
