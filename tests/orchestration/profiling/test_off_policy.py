"""What another policy would have brought is found from logged propensities, without asking."""

import numpy as np
import pytest

from orchestration.lib.profiling.off_policy import ESTIMATORS, Logged

# What the best arm brings, which the other policy always pulls.
TRUTH = 0.8
ARMS = np.array([0.1, 0.3, 0.5, 0.8])


def logged(seed: int, *, moments: int = 2000, model_error: float = 0.1) -> Logged:
    """A planted bandit: two contexts, four arms, a soft logging policy and a greedy other one."""
    random = np.random.default_rng(seed)
    context = random.integers(0, 2, moments)
    means = np.stack([ARMS, ARMS[::-1]])
    shares = np.array([[0.4, 0.3, 0.2, 0.1], [0.25, 0.25, 0.25, 0.25]])
    steps = np.cumsum(shares[context], axis=1)
    arm = (random.random((moments, 1)) > steps[:, :-1]).sum(axis=1)
    other = means.argmax(axis=1)[context]
    reward = (random.random(moments) < means[context, arm]).astype(float)
    model = means + model_error
    return Logged(
        reward,
        shares[context, arm],
        arm == other,
        model[context, arm],
        model[context, other],
    )


@pytest.mark.parametrize("name", ESTIMATORS)
def test_an_estimate_is_right_on_average_and_its_interval_holds_the_truth(name: str) -> None:
    found = [ESTIMATORS[name](logged(seed)) for seed in range(200)]
    values = np.array([one.value for one in found])
    assert values.mean() == pytest.approx(TRUTH, abs=3 * values.std() / np.sqrt(200))
    covered = np.mean([one.low <= TRUTH <= one.high for one in found])
    assert 0.90 <= covered <= 0.99


def test_a_model_helps_the_doubly_robust_estimate_and_a_wrong_one_does_not_mislead_it() -> None:
    def widths(name: str, error: float) -> float:
        estimates = [ESTIMATORS[name](logged(seed, model_error=error)) for seed in range(20)]
        return float(np.mean([one.high - one.low for one in estimates]))

    assert widths("doubly robust", 0.0) < widths("inverse propensity", 0.0)
    values = [ESTIMATORS["doubly robust"](logged(s, model_error=2.0)).value for s in range(100)]
    assert np.mean(values) == pytest.approx(TRUTH, abs=0.05)


def test_a_policy_that_chooses_what_was_always_chosen_has_the_mean_reward() -> None:
    reward = np.array([0.0, 1.0, 1.0, 0.0])
    ones = np.ones(4)
    same = Logged(reward, ones, ones.astype(bool), ones * 0.3, ones * 0.3)
    for estimate in ESTIMATORS.values():
        assert estimate(same).value == pytest.approx(0.5)
        assert estimate(same).effective_count == pytest.approx(4.0)


def test_a_choice_that_could_not_be_is_refused() -> None:
    ones = np.ones(2)
    broken = Logged(ones, np.array([0.5, 0.0]), ones.astype(bool), ones, ones)
    with pytest.raises(ValueError, match="propensity 0"):
        ESTIMATORS["inverse propensity"](broken)


def test_nothing_is_said_where_the_policies_never_agree() -> None:
    ones = np.ones(3)
    apart = Logged(ones, ones, np.zeros(3, dtype=bool), ones, ones)
    assert np.isnan(ESTIMATORS["self-normalised"](apart).value)
    assert ESTIMATORS["inverse propensity"](apart).effective_count == 0
