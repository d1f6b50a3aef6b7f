"""Reference values for the Student copula: rank correlation and joint tail probability.

Independent of the program, which takes the rank correlation from a one-dimensional integral over arc
sines (Heinen and Valdesogo 2020). Here, for 4 degrees of freedom and more, it is the definition

    rho = 12 E[T(X1) T(X2)] - 3

with X1 = T^-1(u) and X2 given X1 a Student variable with one more degree of freedom,

    X2 = r X1 + sqrt((nu + X1^2) (1 - r^2) / (nu + 1)) T_(nu+1)^-1(v),

a double integral over the unit square. With fewer degrees of freedom that integrand is too steep,
and the mixing variables are integrated instead, one by one, without the reduction to one dimension:

    rho = 6 / pi E[asin(r sqrt(V1 V2))],  Vi = Wi / (Wi + W),  W, W1, W2 ~ chi-squared with nu.

The tanh-sinh rule serves throughout; the script prints by how much a coarser step and the two ways
differ. The joint tail probability P(U1 > q, U2 > q) / (1 - q) is a single integral of the same
conditional law; for q -> 1 it tends to the coefficient of tail dependence,
2 T_(nu+1)(-sqrt((nu+1)(1-r)/(1+r))).

Run: python3 student-copula.py (NumPy and SciPy; SciPy 1.17.1 made the committed figures). Writes
student-copula.csv beside itself; the tolerance is absolute.
"""

import csv
import pathlib

import numpy as np
from scipy import special


def rule(step, reach=3.4):
    """Tanh-sinh nodes in (0, 1) as (probability, its complement, weight)."""
    t = np.arange(-reach, reach + step / 2, step)
    a = np.pi / 2 * np.sinh(t)
    p = special.expit(2 * a)
    q = special.expit(-2 * a)
    weight = step * np.pi * np.cosh(t) * p * q
    return p, q, weight


def quantile(nu, p, q):
    """The Student quantile from the nearer tail."""
    low = special.stdtrit(nu, np.minimum(p, q))
    return np.where(p <= q, low, -low)


def conditional(nu, r, x):
    """Centre and scale of the second score given the first."""
    return r * x, np.sqrt((nu + x * x) * (1 - r * r) / (nu + 1))


def by_definition(nu, r, step):
    p, q, weight = rule(step)
    x = quantile(nu, p, q)
    z = quantile(nu + 1, p, q)
    centre, scale = conditional(nu, r, x)
    inner = special.stdtr(nu, centre[:, None] + scale[:, None] * z[None, :])
    return 12 * np.sum(weight[:, None] * weight[None, :] * p[:, None] * inner) - 3


def by_mixing(nu, r, step):
    p, q, weight = rule(step, 3.2)
    shape = nu / 2
    w = np.where(p <= q, special.gammaincinv(shape, p), special.gammainccinv(shape, q))
    share = w[:, None] / (w[:, None] + w[None, :])  # [i, k]: W_i against W_k
    total = 0.0
    for k, own in enumerate(weight):
        v = share[:, k]
        angle = np.arcsin(r * np.sqrt(v[:, None] * v[None, :]))
        total += own * np.sum(weight[:, None] * weight[None, :] * angle)
    return 6 / np.pi * total


def tail(nu, r, level, step):
    """P(U1 > level, U2 > level) / (1 - level)."""
    _, q, weight = rule(step)
    x = -special.stdtrit(nu, (1 - level) * q)
    bound = -special.stdtrit(nu, 1 - level)
    centre, scale = conditional(nu, r, x)
    return np.sum(weight * special.stdtr(nu + 1, -(bound - centre) / scale))


def limit(nu, r):
    return 2 * special.stdtr(nu + 1, -np.sqrt((nu + 1) * (1 - r) / (1 + r)))


def main():
    path = pathlib.Path(__file__).with_name("student-copula.csv")
    steps = across = tails = 0.0
    with path.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["nu", "r", "rho", "tail99", "tail", "tolerance"])
        for nu in (0.5, 1, 2.5, 4, 10, 50, 1000):
            for r in (-0.7, 0.1, 0.4, 0.8, 0.99):
                rho = by_mixing(nu, r, 1 / 32)
                if nu >= 4:
                    plain = by_definition(nu, r, 1 / 64)
                    across = max(across, abs(plain - rho))
                    rho = plain
                else:
                    steps = max(steps, abs(rho - by_mixing(nu, r, 1 / 24)))
                joint = tail(nu, r, 0.99, 1 / 64)
                tails = max(tails, abs(joint - tail(nu, r, 0.99, 1 / 48)))
                writer.writerow(
                    [nu, r, f"{rho:.12g}", f"{joint:.12g}", f"{limit(nu, r):.12g}", 1e-10]
                )
    print(f"mixing, steps 1/32 and 1/24: at most {steps:.2g} apart")
    print(f"definition and mixing from 4 degrees of freedom: at most {across:.2g} apart")
    print(f"tails, steps 1/64 and 1/48: at most {tails:.2g} apart")


if __name__ == "__main__":
    main()
