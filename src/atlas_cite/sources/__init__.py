"""Sources: whatever lies outside, turned into model values."""
