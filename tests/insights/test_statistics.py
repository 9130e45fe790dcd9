"""Formulas against values worked out by hand or by other means."""

from random import Random

import pytest

from insights.connections import Connection, correlation, interval, ranks
from insights.statistics import counts, differ, individuals, quantile, shares, wilson


def test_a_quantile_lies_between_its_neighbours() -> None:
    assert quantile({}, 0.5) is None
    assert quantile({3: 1}, 0.9) == 3
    assert quantile({1: 1, 2: 1, 10: 2}, 0.5) == 6
    assert quantile({1: 2, 5: 3}, 0.9) == 5


def test_an_individuals_chart_has_no_limits_below_eight_points() -> None:
    assert individuals([1.0] * 7) is None
    limits = individuals([10.0, 12, 10, 12, 10, 12, 10, 12, 30])
    assert limits is not None
    assert limits.centre == pytest.approx(118 / 9)
    assert limits.upper[0] == pytest.approx(118 / 9 + 2.66 * (7 * 2 + 18) / 8)
    assert limits.outside([10.0, 12, 10, 12, 10, 12, 10, 12, 30]) == [8]


def test_a_share_has_limits_by_its_own_n() -> None:
    limits = shares([9] * 8, [10] * 7 + [90])
    assert limits is not None and limits.upper[0] > limits.upper[7]
    assert shares([1] * 7, [2] * 7) is None


def test_counts_have_limits_by_the_length_of_their_step() -> None:
    limits = counts([4] * 8, [30] * 7 + [15])
    assert limits is not None and limits.upper[7] < limits.upper[0]


def test_an_interval_of_a_share_is_wilsons() -> None:
    low, high = wilson(8, 10)
    assert (round(low, 3), round(high, 3)) == (0.490, 0.943)
    assert wilson(0, 0) == (0.0, 1.0)


def test_shares_differ_only_beyond_chance() -> None:
    assert not differ(4, 5, 3, 5)
    assert differ(90, 100, 60, 100)
    assert not differ(1, 2, 0, 0)


def test_ranks_share_their_ties() -> None:
    assert ranks([5, 1, 5, 9]) == [2.5, 1, 2.5, 4]
    assert correlation([1, 2, 3], [2, 4, 6]) == pytest.approx(1)
    assert correlation([1, 1, 1], [2, 4, 6]) is None


def test_what_is_unrelated_is_hardly_ever_called_connected() -> None:
    """Of 40 times 18 unrelated pairs, all 18 intervals together miss zero in about one time of twenty."""
    dice, wrong = Random(3), 0
    for _ in range(40):
        found = []
        for _ in range(18):
            a, b = [dice.random() for _ in range(60)], [dice.random() for _ in range(60)]
            rho = correlation(ranks(a), ranks(b)) or 0
            found.append(Connection("a", "b", 60, 59, rho, *interval(rho, 60, together=18)).is_conclusive)
        wrong += any(found)
    assert wrong <= 5


def test_more_together_makes_an_interval_wider() -> None:
    alone, together = interval(0.4, 50, together=1), interval(0.4, 50, together=18)
    assert together[0] < alone[0] < 0.4 < alone[1] < together[1]
