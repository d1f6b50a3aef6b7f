"""Root mean square errors under true nested uniform scrambling, by direct simulation.

One random bit for each node of the tree of digits (A. B. Owen, 1995), for the mean of
f = product of 1 + (x_j - 1/2) over the first 2^m Sobol' points in three coordinates. The numbers
are the references of Tests/SamplingTests/SobolAccuracyTests.swift.

Usage: python3 nested_scramble_reference.py
"""

import numpy
from scipy.stats import qmc

SCRAMBLES = 3000
DIMENSIONS = 3


def main():
    generator = numpy.random.default_rng(5)
    for m in (4, 6, 8, 10, 12):
        count = 1 << m
        points = qmc.Sobol(DIMENSIONS, scramble=False, bits=32).random(count)
        words = (points * count).astype(numpy.int64)
        errors = numpy.empty(SCRAMBLES)
        for scramble in range(SCRAMBLES):
            values = numpy.ones(count)
            for dimension in range(DIMENSIONS):
                word = words[:, dimension]
                scrambled = numpy.zeros(count, dtype=numpy.int64)
                for level in range(m):
                    prefix = word >> (m - level)
                    bit = word >> (m - 1 - level) & 1
                    flips = generator.integers(0, 2, 1 << level)
                    scrambled = scrambled * 2 + (bit ^ flips[prefix])
                # Every point has m digits of its own: what follows is uniform.
                values *= (scrambled + generator.random(count)) / count + 0.5
            errors[scramble] = values.mean() - 1
        squares = errors**2
        error = squares.mean() ** 0.5
        spread = squares.std() / SCRAMBLES**0.5 / 2 / error
        print(f"n={count} rmse={error:.4e} standard error {spread:.1e}", flush=True)


if __name__ == "__main__":
    main()
