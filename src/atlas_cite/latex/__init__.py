"""LaTeX text: read as CSL rich text, and written from it."""
