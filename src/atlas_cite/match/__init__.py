"""Match: a reference and candidate works in, a verdict with its reasons out; pure."""
