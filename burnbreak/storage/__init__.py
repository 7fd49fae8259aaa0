"""Files: settings, the log and practices, kept on this computer alone."""
