"""Fetching: one run over many DOIs, from the cache, in batches, and singly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from atlas_cite.errors import Problem
from atlas_cite.model.doi import Doi
from atlas_cite.model.work import Answer, Outcome
from atlas_cite.sources.crossref import batches
from atlas_cite.sources.crossref.questions import Questions, Round
from atlas_cite.sources.http import jobs
from atlas_cite.sources.sharing import Sharing, in_portions
from atlas_cite.sources.shelf import Shelf, stale_notice

Progress = Callable[[int, int], None]
"""Called with how many DOIs are done and how many there are."""

PORTION = 2000
"""DOIs claimed at a time: forty batches, so that the pauses between portions do not matter."""


class Fetching:
    """One run; `answers` does it."""

    def __init__(
        self,
        questions: Questions,
        shelf: Shelf,
        sharing: Sharing,
        notify: Callable[[Problem], None],
        progress: Progress | None,
    ) -> None:
        self._questions = questions
        self._shelf = shelf
        self._sharing = sharing
        self._notify = notify
        self._progress = progress
        self._answers: dict[Doi, Answer] = {}
        self._unchecked: dict[Doi, Doi] = {}
        self._total = 0
        self._reported = -1

    def answers(self, dois: Sequence[Doi]) -> list[Answer]:
        """One answer per DOI, in order; every DOI is asked at most once."""
        wanted = list(dict.fromkeys(dois))
        self._total = len(wanted)
        self._look(wanted)
        missing = [doi for doi in wanted if doi not in self._answers or doi in self._unchecked]
        if self._shelf.is_offline:
            self._answers |= {doi: _offline(doi) for doi in missing}
        else:
            for portion in in_portions(missing, PORTION):
                self._sharing.run({f"doi:{doi}": doi for doi in portion}, self._look, self._ask)
        return [self._answers[doi] for doi in dois]

    def _look(self, wanted: list[Doi]) -> set[Doi]:
        """Take what the cache can answer; returns the DOIs of which nothing need be asked."""
        found = self._shelf.find(wanted)
        self._answers |= found.answers
        self._unchecked = {doi: prime for doi, prime in self._unchecked.items() if doi not in found.answers}
        self._unchecked |= found.unchecked
        self._report()
        return found.answers.keys() - found.unchecked.keys()

    def _ask(self, dois: list[Doi]) -> None:
        missing = [doi for doi in dois if doi not in self._unchecked]
        together, singly = batches.cut(missing, self._questions.longest_filter)
        aging = {doi: self._unchecked[doi] for doi in dois if doi in self._unchecked}
        checks, others = batches.cut(dict.fromkeys(aging.values()), self._questions.longest_filter)
        work: list[Callable[[], Round]] = [partial(self._questions.ask_batch, batch) for batch in together]
        work += [partial(self._questions.ask_status, batch, aging) for batch in checks]
        alone = [asked for asked, prime in aging.items() if prime in set(others)]
        work += [partial(self._questions.ask_single, doi) for doi in (*singly, *alone)]

        def take(result: Round) -> Iterable[Callable[[], Round]]:
            self._keep(result)
            self._sharing.renew()
            return [partial(self._questions.ask_single, doi) for doi in result.unanswered]

        jobs.run(work, take, self._report, self._questions.stop, self._sharing.renew)

    def _keep(self, result: Round) -> None:
        """Store what is known for sure, and answer with a stored record where nothing came back."""
        found: list[tuple[Doi, Any]] = []
        for reply in result.replies:
            answer = reply.answer
            if answer.work and reply.record is not None:
                found += [(doi, reply.record) for doi in {answer.asked, answer.work.doi}]
            elif answer.outcome is Outcome.ABSENT and not answer.asked.is_short:
                self._shelf.put_absent(answer.asked, reply.agency)
            self._answers[answer.asked] = self._stale(answer) if answer.outcome is Outcome.UNKNOWN else answer
            self._unchecked.pop(answer.asked, None)
        self._shelf.put_found(found)
        if result.news:
            self._shelf.put_status(result.news)
            self._answers |= self._shelf.find(result.news).answers
        for doi in result.news:
            self._unchecked.pop(doi, None)

    def _stale(self, answer: Answer) -> Answer:
        stored = None if answer.code == "doi-mismatch" else self._shelf.find_stale(answer.asked)
        if stored is None or stored.work is None:
            return answer
        self._notify(stale_notice(answer, stored))
        return stored

    def _report(self) -> None:
        done = len(self._answers.keys() - self._unchecked.keys())
        if self._progress and done != self._reported:
            self._reported = done
            self._progress(done, self._total)


def _offline(doi: Doi) -> Answer:
    if doi.is_short:
        return Answer(
            doi, Outcome.UNKNOWN, None, "short-doi", "a short DOI is expanded by doi.org, and this run is offline"
        )
    return Answer(doi, Outcome.UNKNOWN, None, "offline", "it is not in the cache, and this run is offline")
