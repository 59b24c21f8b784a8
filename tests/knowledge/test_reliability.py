"""What a confidence is worth: every case was worked out by hand."""

from math import inf

import pytest

from knowledge.reliability import Bin, Claim, Point, bins, expected_calibration_error, risk_by_coverage, threshold_for

CLAIMS = (Claim(0.95, True), Claim(0.85, True), Claim(0.81, False), Claim(0.2, False), Claim(0.25, True))


def test_bins_hold_their_claims_and_empty_ones_are_left_out() -> None:
    low, high, top = bins(CLAIMS)
    assert (low.low, low.high, low.count, low.share_right) == (0.2, 0.3, 2, 0.5)
    assert low.mean_confidence == pytest.approx(0.225)
    assert (high.low, high.count, high.share_right) == (0.8, 2, 0.5)
    assert top == Bin(0.9, 1.0, 1, 0.95, 1.0)


def test_a_confidence_of_one_is_in_the_last_bin() -> None:
    assert bins([Claim(1.0, True)]) == (Bin(0.9, 1.0, 1, 1.0, 1.0),)


def test_the_calibration_error_is_the_weighed_distance() -> None:
    # (|0.225 - 0.5| * 2 + |0.83 - 0.5| * 2 + |0.95 - 1| * 1) / 5 = (0.55 + 0.66 + 0.05) / 5
    assert expected_calibration_error(CLAIMS) == pytest.approx(0.252)


def test_nothing_claimed_is_no_error() -> None:
    assert expected_calibration_error([]) == 0.0


def test_honest_claims_have_no_error() -> None:
    assert expected_calibration_error([Claim(0.75, True)] * 3 + [Claim(0.75, False)]) == 0.0


def test_risk_is_that_of_all_answers_so_far_and_coverage_is_of_all_questions() -> None:
    assert risk_by_coverage(CLAIMS, questions=10) == (
        Point(0.95, 0.1, 0.0),
        Point(0.85, 0.2, 0.0),
        Point(0.81, 0.3, 1 / 3),
        Point(0.25, 0.4, 1 / 4),
        Point(0.2, 0.5, 2 / 5),
    )


def test_equally_sure_claims_are_answered_together() -> None:
    assert risk_by_coverage([Claim(0.5, True), Claim(0.5, False)], questions=2) == (Point(0.5, 1.0, 0.5),)


def test_the_threshold_answers_the_share_that_is_wanted() -> None:
    confidences = [0.9, 0.4, None, 0.7, 0.1]
    assert threshold_for(confidences, 0.4) == 0.7  # two of five
    assert threshold_for(confidences, 0.6) == 0.4


def test_when_too_few_can_be_answered_all_of_those_are() -> None:
    assert threshold_for([0.9, None, None], 1.0) == 0.9


def test_no_share_or_nothing_to_answer_gives_a_threshold_that_nothing_reaches() -> None:
    assert threshold_for([0.9, 0.8], 0.0) == inf
    assert threshold_for([None], 0.5) == inf
