"""Builds: many documents, exports and sites in one run, as a TOML file asks for them, and only what has changed."""
