"""The operating system behind narrow protocols, each with a null version."""

from burnbreak.system.build import System, build
from burnbreak.system.platform import Platform, current

__all__ = ["Platform", "System", "build", "current"]
