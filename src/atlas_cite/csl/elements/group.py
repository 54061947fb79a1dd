"""`cs:group`: children with a delimiter, left out as a whole where every variable it calls is empty."""

from __future__ import annotations

from atlas_cite.csl.elements.choose import compile_steps, rendered_steps
from atlas_cite.csl.elements.look import decorator
from atlas_cite.csl.output.tree import Node, Text, is_empty
from atlas_cite.csl.run import MISSING, NOTHING, PLAIN, PRESENT, Context, Render, Rendered, Run
from atlas_cite.csl.style.nodes import GroupElement

SUPPRESSED: Rendered = ((), MISSING)


def compile_group(context: Context, element: GroupElement) -> Render:
    """The group's rendering; a group that prints counts as a variable that is there."""
    steps = compile_steps(context, element.children)
    decorate = decorator(context, element.look)
    delimiter = (Text(element.delimiter),) if element.delimiter else ()

    def render(run: Run) -> Rendered:
        parts: list[Node] = []
        used = PLAIN
        for nodes, state in rendered_steps(steps, run):
            used = max(used, state)
            if nodes and (state == PRESENT or not is_empty(nodes)):
                if parts:
                    parts += delimiter
                parts += nodes
        if used == MISSING:
            return SUPPRESSED
        if not parts:
            return NOTHING if used == PLAIN else SUPPRESSED
        return decorate(tuple(parts), run), PRESENT

    return render
