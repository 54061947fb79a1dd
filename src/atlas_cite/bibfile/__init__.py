"""A .bib file that can be read, edited and saved without losing a byte that nobody asked to change.

`encoding` turns bytes into text and back; `split` and `scan` find every block, name and value; `read` puts them
together; `edit` changes values in the text they stand in; `dialect` tells how a file writes things; `saving` keeps a
backup, replaces the file whole, and takes it back.
"""
