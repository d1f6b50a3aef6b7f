"""The flagship study with squigglepy: its distributions and sampler, NumPy for the formula."""

import json
import sys

import numpy as np
import squigglepy as sq

draws = int(sys.argv[1])
sq.set_seed(1)


def pert(low, mode, high):
    return sq.sample(sq.pert(low, mode, high), n=draws)


ads = sq.sample(sq.gamma(8424.5, 1), n=draws)
mix = sq.sample(sq.dirichlet([7, 2, 1]), n=draws)
price = pert(90, 110, 140) * mix[:, 0]
price += pert(180, 230, 300) * mix[:, 1]
price += pert(400, 500, 560) * mix[:, 2]
online = sq.sample(sq.beta(18, 4), n=draws)
discount = sq.sample(sq.triangular(0.7, 0.9, 1), n=draws)
revenue = ads * price * online * discount * 12 / 1e6
quantiles = sq.get_percentiles(revenue, [5, 50, 95])
print(
    json.dumps(
        {
            "mean": float(np.mean(revenue)),
            "sd": float(np.std(revenue, ddof=1)),
            "quantiles": {
                "0.05": float(quantiles[5]),
                "0.5": float(quantiles[50]),
                "0.95": float(quantiles[95]),
            },
        }
    )
)
