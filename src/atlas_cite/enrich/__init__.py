"""Enriching: entries of a .bib file and the works found for them become a plan of changes; nothing is written.

Reading order: `subject` (an entry as it stands), `identity` (which work it is), `policy` and `targets` (what may
change), `proposing` (the plan), `plan` and `plan_file` (the plan as values and as a file), `memory` (what earlier runs
wrote), `diff` and `report` (the plan told to people and to programs).
"""
