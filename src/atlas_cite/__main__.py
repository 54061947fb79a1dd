"""`python -m atlas_cite` is the `atlas-cite` program."""

from atlas_cite.cli.main import main

main()
