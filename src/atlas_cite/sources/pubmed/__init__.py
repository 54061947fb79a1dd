"""PubMed: the DOIs and records behind PubMed ids and PubMed Central ids."""
