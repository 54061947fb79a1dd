"""The web page worth keeping: a bibliography as one file that asks nothing of any other machine."""
