"""The settings window and its pages."""

from burnbreak.ui.settings.window import SettingsWindow, page_names

__all__ = ["SettingsWindow", "page_names"]
