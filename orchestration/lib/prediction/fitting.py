"""What the two models share: maximum likelihood over positive parameters."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
from scipy import optimize

Floats = npt.NDArray[np.float64]
LogLikelihood = Callable[[Floats], tuple[float, Floats]]

# A parameter this small or large says that the data do not bend the likelihood: no model.
_LEAST, _MOST = 1e-4, 1e4


class NotFittedError(ValueError):
    """The data do not determine the parameters of a model."""


def maximise(
    log_likelihood: LogLikelihood, starts: Sequence[Sequence[float]]
) -> tuple[Floats, float]:
    """Find the positive parameters under which the data are likeliest.

    The search runs over logarithms, from every start, so that no parameter leaves its range and
    one unlucky start does not decide.

    Args:
        log_likelihood: Gives the log likelihood of parameters, and its gradient by them.
        starts: Parameters to begin from, of the length that the function takes.

    Returns: The parameters, and the log likelihood there.

    Raises:
        NotFittedError: When no search ends inside the range, as with too few repeat buyers.
    """

    def cost(logs: Floats) -> tuple[float, Floats]:
        parameters = np.exp(logs)
        value, gradient = log_likelihood(parameters)
        return -value, -gradient * parameters

    found = [
        optimize.minimize(
            cost,
            np.log(np.asarray(start, dtype=np.float64)),
            jac=True,
            method="L-BFGS-B",
            bounds=[(np.log(_LEAST), np.log(_MOST))] * len(start),
            options={"maxiter": 500, "ftol": 1e-12, "gtol": 1e-6},
        )
        for start in starts
    ]
    best = min(found, key=lambda result: float(result.fun))
    parameters = np.exp(best.x)
    if (
        not np.isfinite(best.fun)
        or np.any(parameters < _LEAST * 1.01)
        or np.any(parameters > _MOST * 0.99)
    ):
        raise NotFittedError(
            "The likelihood has no maximum inside the range of sensible parameters; there are too "
            "few repeat orders, or the data do not follow the model."
        )
    return parameters, -float(best.fun)
