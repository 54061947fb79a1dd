"""A page: findings as HTML that can be opened anywhere, with counts by rule and the lines of the files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from atlas_cite.checks.finding import LEVELS, Finding
from atlas_cite.checks.report.text import counted
from atlas_cite.checks.rules import RULES
from atlas_cite.document.html import page
from atlas_cite.document.html_text import escaped

_TITLE = "What atlas-cite check found"
_STYLE = """
main { max-width: 58rem; }
table { border-collapse: collapse; font-size: .9375rem; margin: 0 0 2rem; }
th, td { text-align: left; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
.finding { border-left: 4px solid var(--line); padding: .1rem 0 .1rem .9rem; margin: 0 0 1rem; }
.finding.error { border-color: var(--alarm); }
.finding.warning { border-color: var(--accent); }
.finding p { margin: 0 0 .2rem; }
.finding code, pre { font-size: .875rem; background: var(--panel); }
.finding p { overflow-wrap: anywhere; }
@media (max-width: 36rem) {
  table { table-layout: fixed; width: 100%; }
  td, th { padding-right: .4rem; overflow-wrap: anywhere; font-size: .8125rem; }
  td code { font-size: .75rem; }
  th:nth-child(1) { width: 4rem; }
  th:nth-child(2) { width: 7.4rem; }
  th:nth-child(3) { width: 3.4rem; }
}
pre { overflow-x: auto; margin: .2rem 0; padding: .3rem .6rem; }
"""


def render_page(findings: Sequence[Finding], sources: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """The findings by file; nothing of a file becomes markup."""
    yield page("".join(_body(findings, sources)), _TITLE, style=_STYLE)


def _body(findings: Sequence[Finding], sources: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield f"<h1>{_TITLE}</h1>\n<p>{escaped(counted(findings))}</p>\n"
    yield _counts(findings)
    file = None
    for finding in findings:
        if finding.place.file != file:
            file = finding.place.file
            yield f"<h2>{escaped(file or 'All inputs')}</h2>\n"
        yield _finding(finding, sources)


def _counts(findings: Sequence[Finding]) -> str:
    counts = Counter((finding.rule, finding.level) for finding in findings)
    if not counts:
        return ""
    ranked = sorted(counts.items(), key=lambda each: (LEVELS.index(each[0][1]), -each[1], each[0][0]))
    rows = "".join(
        f"<tr><td>{level}</td><td><code>{escaped(rule).replace('/', '/<wbr>')}</code></td>"
        f'<td class="number">{count}</td>'
        f"<td>{escaped(RULES[rule].title if rule in RULES else '')}</td></tr>\n"
        for (rule, level), count in ranked
    )
    # Columns say what stands in them, for who hears the page.
    heads = "".join(f'<th scope="col">{head}</th>' for head in ("Level", "Rule", "Found", "What it means"))
    return f"<table><thead><tr>{heads}</tr></thead><tbody>\n{rows}</tbody></table>\n"


def _finding(finding: Finding, sources: Mapping[str, Sequence[str]]) -> str:
    lines = sources.get(finding.place.file, ())
    shown = lines[finding.place.line - 1].strip() if 0 < finding.place.line <= len(lines) else ""
    source = f"<pre>{escaped(shown[:300])}</pre>\n" if shown else ""
    where = ":".join(str(number) for number in (finding.place.line, finding.place.column) if number)
    hint = f"<p>{escaped(finding.hint)}</p>\n" if finding.hint else ""
    return (
        f'<div class="finding {finding.level}">\n<p><strong>{finding.level}</strong> {escaped(where)}'
        f" {escaped(finding.key)}: {escaped(finding.message)} <code>{escaped(finding.rule)}</code></p>\n"
        f"{source}{hint}{_fix(finding)}</div>\n"
    )


def _fix(finding: Finding) -> str:
    fix = finding.fix
    if fix is None:
        return ""
    new = f"<code>{escaped(fix.written)}</code>"
    label = "Fix, if you want it" if fix.asks else "Safe fix"
    return f'<p class="fix">{label}: {"take out " if fix.value is None else ""}{new}</p>\n'
