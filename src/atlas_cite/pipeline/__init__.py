"""The verbs: one function each, from inputs to a library and from a library to text; no Click, no printing."""
