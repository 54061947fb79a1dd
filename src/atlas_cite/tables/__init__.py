"""Tables: what a field or type is called elsewhere; data, two-way, no logic."""
