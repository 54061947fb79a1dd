"""The pace of requests, by a clock that costs no time."""

from __future__ import annotations

import threading

import pytest

from atlas_cite.sources.crossref.settings import LIST, POLITE_LIMITS, PUBLIC_LIMITS, SINGLE
from atlas_cite.sources.http.faults import ExchangeFault
from atlas_cite.sources.http.health import Health
from atlas_cite.sources.http.pacing import Clock, Pacer
from atlas_cite.sources.http.service import Limit
from loopback.fake_clock import FakeClock


def starts(pacer: Pacer, clock: FakeClock, lane: str, count: int) -> list[float]:
    times = []
    for _ in range(count):
        with pacer.slot(lane):
            times.append(clock.now())
    return times


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


def paced(clock: FakeClock, limits: dict[str, Limit] = POLITE_LIMITS) -> Pacer:
    return Pacer("Crossref", limits, Clock(clock.now, clock.sleep, clock.now))


@pytest.mark.parametrize(
    ("limits", "lane", "most"),
    [(POLITE_LIMITS, LIST, 3), (POLITE_LIMITS, SINGLE, 10), (PUBLIC_LIMITS, LIST, 1), (PUBLIC_LIMITS, SINGLE, 5)],
)
def test_no_second_holds_more_starts_than_the_limit(
    clock: FakeClock, limits: dict[str, Limit], lane: str, most: int
) -> None:
    times = starts(paced(clock, limits), clock, lane, 40)
    for index, start in enumerate(times):
        assert len([later for later in times[index:] if later - start < 1.0]) <= most
    assert times[-1] - times[0] <= 39 / most * 1.1


def test_lanes_do_not_wait_for_each_other(clock: FakeClock) -> None:
    pacer = paced(clock, PUBLIC_LIMITS)
    starts(pacer, clock, LIST, 1)
    before = clock.now()
    starts(pacer, clock, SINGLE, 1)
    assert clock.now() == before


@pytest.mark.parametrize(
    ("headers", "per_second"),
    [
        ({"x-rate-limit-limit": "50", "x-rate-limit-interval": "1s"}, 50),
        ({"x-rate-limit-limit": "50"}, 50),
        ({"x-rate-limit-limit": "60", "x-rate-limit-interval": "1m"}, 1),
        ({"x-rate-limit-limit": "5", "x-rate-limit-interval": "500ms"}, 10),
        ({"x-rate-limit-limit": "0", "x-rate-limit-interval": "1s"}, 3),
        ({"x-rate-limit-limit": "many", "x-rate-limit-interval": "soon"}, 3),
        ({}, 3),
    ],
)
def test_the_limit_is_learnt_from_the_headers(clock: FakeClock, headers: dict[str, str], per_second: float) -> None:
    pacer = paced(clock)
    pacer.learn(LIST, headers)
    first, second = starts(pacer, clock, LIST, 2)
    assert second - first == pytest.approx(1.08 / per_second)


def test_a_429_stops_the_lane_for_an_interval_or_as_long_as_asked_and_slows_it(clock: FakeClock) -> None:
    pacer = paced(clock)
    for asked, wait in ((None, 1.0), (7.0, 7.0)):
        before = clock.now()
        pacer.hold(LIST, asked)
        assert starts(pacer, clock, LIST, 1)[0] - before == pytest.approx(wait)
    first, second = starts(pacer, clock, LIST, 2)
    assert second - first == pytest.approx(4 * 1.08 / 3)
    for _ in range(20):
        pacer.learn(LIST, {})
    starts(pacer, clock, LIST, 1)
    first, second = starts(pacer, clock, LIST, 2)
    assert second - first == pytest.approx(1.08 / 3)


def test_nobody_waits_an_hour(clock: FakeClock) -> None:
    pacer = paced(clock)
    pacer.hold(LIST, 3600.0)
    with pytest.raises(ExchangeFault, match="3600 seconds") as caught, pacer.slot(LIST):
        pass
    assert caught.value.code == "rate-limited"
    assert clock.slept == []


def test_a_slow_connection_moves_the_next_start(clock: FakeClock) -> None:
    pacer = paced(clock)
    with pacer.slot(LIST):
        clock.sleep(0.3)
        pacer.sent(LIST)
        sent = clock.now()
    assert starts(pacer, clock, LIST, 1)[0] - sent == pytest.approx(0.36)


def most_at_once(pacer: Pacer) -> int:
    running, most, lock = 0, 0, threading.Lock()
    together = threading.Event()

    def ask() -> None:
        nonlocal running, most
        with pacer.slot(SINGLE):
            with lock:
                running += 1
                most = max(most, running)
            together.wait(0.05)
            with lock:
                running -= 1

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return most


@pytest.mark.parametrize(("announced", "most"), [(None, 1), ("1", 1), ("2", 2), ("3", 3), ("100", 3), ("x", 1)])
def test_as_many_at_once_as_announced_and_one_until_then(clock: FakeClock, announced: str | None, most: int) -> None:
    pacer = paced(clock)
    if announced:
        pacer.learn(SINGLE, {"x-concurrency-limit": announced})
    assert most_at_once(pacer) == most


def test_health_asks_for_a_probe_after_three_failures_and_then_twice_as_late() -> None:
    health = Health()
    assert [health.failed() for _ in range(3)] == [False, False, True]
    assert [health.failed() for _ in range(6)] == [False] * 5 + [True]


def test_an_answer_between_makes_health_count_anew() -> None:
    health = Health()
    assert health.tries == 4
    assert [health.failed(), health.failed()] == [False, False]
    assert health.tries == 2
    health.succeeded()
    assert [health.failed(), health.failed()] == [False, False]


def test_stopped_health_keeps_its_first_reason() -> None:
    health = Health()
    health.check()
    health.stop(ExchangeFault("service-refused", "blocked", status=403))
    health.stop(ExchangeFault("network-error", "later"))
    with pytest.raises(ExchangeFault, match="blocked") as caught:
        health.check()
    assert caught.value.code == "service-refused"
    assert not any(health.failed() for _ in range(9))
