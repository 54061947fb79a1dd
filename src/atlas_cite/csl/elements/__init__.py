"""One rendering element of CSL a file: each builds, at compile time, the function that renders it."""
