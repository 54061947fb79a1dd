"""Export: a library in, a data file out; one module per format."""
