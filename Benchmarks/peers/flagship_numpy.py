"""The flagship study with NumPy's generators, as its user would write it."""

import json
import sys

import numpy as np

draws = int(sys.argv[1])
random = np.random.default_rng(1)


def pert(low, mode, high):
    span = high - low
    return low + span * random.beta(
        1 + 4 * (mode - low) / span, 1 + 4 * (high - mode) / span, draws
    )


ads = random.gamma(8424.5, 1.0, draws)
mix = random.dirichlet([7, 2, 1], draws)
price = pert(90, 110, 140) * mix[:, 0]
price += pert(180, 230, 300) * mix[:, 1]
price += pert(400, 500, 560) * mix[:, 2]
online = random.beta(18, 4, draws)
discount = random.triangular(0.7, 0.9, 1.0, draws)
revenue = ads * price * online * discount * 12 / 1e6
low, median, high = np.quantile(revenue, [0.05, 0.5, 0.95])
print(
    json.dumps(
        {
            "mean": revenue.mean(),
            "sd": revenue.std(ddof=1),
            "quantiles": {"0.05": low, "0.5": median, "0.95": high},
        }
    )
)
