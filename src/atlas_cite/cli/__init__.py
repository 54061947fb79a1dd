"""The command line: options in, one pipeline call, results written; the one place that prints or exits."""
