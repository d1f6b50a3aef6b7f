"""First-order and total Sobol' indices of the borehole function with SALib."""

import json
import sys

import numpy as np
from SALib.analyze import sobol
from SALib.sample import sobol as design

base = int(sys.argv[1])
problem = {
    "num_vars": 8,
    "names": [
        "radius",
        "influence",
        "upper_transmissivity",
        "upper_head",
        "lower_transmissivity",
        "lower_head",
        "length",
        "conductivity",
    ],
    "bounds": [
        [0.05, 0.15, 0.10, 0.0161812],
        [7.71, 1.0056],
        [63070, 115600],
        [990, 1110],
        [63.1, 116],
        [700, 820],
        [1120, 1680],
        [9855, 12045],
    ],
    "dists": ["truncnorm", "lognorm"] + 6 * ["unif"],
}
rw, r, tu, hu, tl, hl, length, kw = design.sample(
    problem, base, calc_second_order=False, seed=1
).T
ratio = np.log(r / rw)
leak = 2 * length * tu / (ratio * rw**2 * kw)
flow = 2 * np.pi * tu * (hu - hl) / (ratio * (1 + leak + tu / tl))
indices = sobol.analyze(problem, flow, calc_second_order=False, seed=1)
print(
    json.dumps(
        {
            "first": dict(zip(problem["names"], map(float, indices["S1"]))),
            "total": dict(zip(problem["names"], map(float, indices["ST"]))),
        }
    )
)
