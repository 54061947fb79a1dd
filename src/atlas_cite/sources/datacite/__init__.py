"""DataCite: works of repositories, such as data, software, theses and arXiv's preprints."""
