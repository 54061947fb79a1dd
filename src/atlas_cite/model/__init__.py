"""What we know: frozen values without I/O, on which every other room is built."""
