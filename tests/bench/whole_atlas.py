"""A whole atlas, 6,145 studies with every part, to HTML in APA on one core, beside pandoc in the same run.

Run: PANDOC=/path/to/pandoc python tests/bench/whole_atlas.py [COUNT]

pandoc makes the references alone (it has no annotations), and, in another process, HTML of the Markdown that we made.
Its references take time by the square of their number, minutes for the whole atlas: both are compared at 1,000.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from annotated import made_library, ours, pandoc, run, write_inputs

from atlas_cite.styles import find_style

PEERS_COUNT = 1000


def main() -> None:
    """Print what each took, and the ratios."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 6145
    apa = str(find_style("apa").path)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_inputs(made_library(count), folder)
        whole = run(ours("--annotate", "all", "-o", "out.html"), folder)
        size = (folder / "out.html").stat().st_size / 2**20
        print(f"{count} studies, all parts, APA, HTML of {size:.1f} MiB")
        print(f"atlas-cite, whole process      {whole}")
        if not (program := pandoc()):
            return
        write_inputs(made_library(PEERS_COUNT), folder)
        whole = run(ours("--annotate", "all", "-o", "out.html"), folder)
        print(f"{PEERS_COUNT} studies")
        print(f"atlas-cite, whole process      {whole}")
        run(ours("--annotate", "all", "-o", "out.md"), folder)
        references = run(
            [program, "--citeproc", "--bibliography=items.json", f"--csl={apa}", "all.md", "-o", "p.html"], folder
        )
        text = run([program, "-s", "--metadata=title=x", "out.md", "-o", "q.html"], folder)
        print(f"pandoc, references alone       {references}  {references.to(whole)}")
        print(f"pandoc, our Markdown to HTML   {text}  {text.to(whole)}")


if __name__ == "__main__":
    main()
