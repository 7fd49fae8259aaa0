"""The operating system behind narrow protocols, each with a null version."""
