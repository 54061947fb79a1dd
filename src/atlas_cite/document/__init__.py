"""Document: composed text without a format, and one writer per output format."""
