"""Words of CSL: small functions from text to text, each checked against a table."""
