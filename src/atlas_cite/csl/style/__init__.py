"""Reading a CSL style: XML to frozen nodes, faults with line and remedy, parents and macros settled."""
