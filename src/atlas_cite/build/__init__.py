"""Builds: many documents and exports in one run, as a TOML file asks for them, and only what has changed."""
