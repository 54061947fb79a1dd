"""Citation keys: how they are made, that they are safe and unique, and where a manuscript uses them."""
