"""The flagship study with OpenTURNS: one joint distribution, one symbolic function."""

import json
import sys

import openturns as ot

draws = int(sys.argv[1])
ot.RandomGenerator.SetSeed(1)


def pert(low, mode, high):
    span = high - low
    return ot.Beta(1 + 4 * (mode - low) / span, 1 + 4 * (high - mode) / span, low, high)


inputs = ot.BlockIndependentDistribution(
    [
        ot.Gamma(8424.5, 1.0),
        pert(90, 110, 140),
        pert(180, 230, 300),
        pert(400, 500, 560),
        ot.Dirichlet([7, 2, 1]),
        ot.Beta(18, 4, 0, 1),
        ot.Triangular(0.7, 0.9, 1.0),
    ]
)
revenue = ot.SymbolicFunction(
    ["ads", "low", "middle", "high", "a", "b", "online", "discount"],
    ["ads * (low * a + middle * b + high * (1 - a - b)) * online * discount * 12 / 1e6"],
)
sample = revenue(inputs.getSample(draws))
quantiles = sample.computeQuantilePerComponent([0.05, 0.5, 0.95])
print(
    json.dumps(
        {
            "mean": sample.computeMean()[0],
            "sd": sample.computeStandardDeviation()[0],
            "quantiles": {
                p: quantiles[i][0] for i, p in enumerate(["0.05", "0.5", "0.95"])
            },
        }
    )
)
