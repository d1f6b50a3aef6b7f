"""Packs the direction numbers of Joe and Kuo into joe_kuo.bin, and checks the result.

Source of the numbers: S. Joe and F. Y. Kuo, file new-joe-kuo-6.21201,
https://web.maths.unsw.edu.au/~fkuo/sobol/ (licence beside this script: LICENCE-joe-kuo.txt). They
are read here from SciPy, which ships the same table as scipy/stats/_sobol_direction_numbers.npz
(arrays poly, vinit).
Reference: S. Joe and F. Y. Kuo (2008), Constructing Sobol' sequences with better two-dimensional
projections, SIAM Journal on Scientific Computing 30, 2635-2654, doi:10.1137/070709359.

Layout: a stream of bits, the least significant bit of each byte first. One record for each
dimension after the first, in order. A record whose primitive polynomial has degree s holds the
s - 1 inner coefficients a_1 ... a_(s-1) as one number of s - 1 bits (a_1 the most significant),
then, for k = 2 ... s, the initial direction number m_k without its lowest bit, which is always 1,
as a number of k - 1 bits (m_1 is 1). Degrees never decrease, so that the place of a record follows
from the number of polynomials of each degree, which this script prints.

Usage: python3 make_joe_kuo.py
"""

import pathlib

import numpy
import scipy.stats

DIMENSIONS = 8192


def main():
    table = numpy.load(
        pathlib.Path(scipy.stats.__file__).parent / "_sobol_direction_numbers.npz"
    )
    bits = []

    def put(value, width):
        assert 0 <= value < 1 << width
        bits.extend(value >> i & 1 for i in range(width))

    counts = {}
    previous = 1
    for dimension in range(1, DIMENSIONS):
        polynomial = int(table["poly"][dimension])
        degree = polynomial.bit_length() - 1
        assert degree >= previous and polynomial & 1
        previous = degree
        counts[degree] = counts.get(degree, 0) + 1
        put(polynomial >> 1 & (1 << (degree - 1)) - 1, degree - 1)
        initial = [int(m) for m in table["vinit"][dimension][:degree]]
        assert initial[0] == 1
        for k in range(1, degree):
            assert initial[k] & 1
            put(initial[k] >> 1, k)
    packed = numpy.packbits(numpy.array(bits, dtype=numpy.uint8), bitorder="little")
    path = pathlib.Path(__file__).parent / "joe_kuo.bin"
    path.write_bytes(packed.tobytes())
    print(f"{DIMENSIONS} dimensions, {packed.size} bytes")
    print("polynomials of each degree:", [counts[s] for s in sorted(counts)])


if __name__ == "__main__":
    main()
