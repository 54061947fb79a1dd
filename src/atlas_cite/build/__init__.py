"""Builds: many documents and exports in one run, as a TOML file asks for them; what has not changed is not made again."""
