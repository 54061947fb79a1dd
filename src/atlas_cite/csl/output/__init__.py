"""The output tree, the late passes over it and a writer for each format."""
