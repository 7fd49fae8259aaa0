"""Files: paths, settings as TOML, the log in SQLite, practices as TOML."""
