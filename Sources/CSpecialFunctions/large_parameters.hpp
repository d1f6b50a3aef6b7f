// The gamma and beta laws of huge parameters.
//
// The library's series and fractions take about the root of the parameter in steps, and lose
// digits on the way. The uniform expansions of Temme take none: with `eta^2 / 2` the exponent of
// the density for a parameter of 1, the lower tail is that of a normal law at `eta sqrt(a)`, plus
// a correction of the order `1 / sqrt(a)`. From 1e8 on the first terms are right to about 1e-17
// of the tail, out to where it underflows.
//
// References: Temme 1979, SIAM J. Math. Anal. 10:757; 1982, 13:239; DLMF 8.12 and 8.18(ii).
#ifndef AMPLEUR_SPECIAL_LARGE_PARAMETERS_HPP
#define AMPLEUR_SPECIAL_LARGE_PARAMETERS_HPP

#include "policy.hpp"

#include <algorithm>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/log1p.hpp>

namespace special {

using Extended = long double;

/// From this shape on the expansions are used; for beta laws from a fifth of it in `a b / (a + b)`,
/// where the first term that is left out is 1e-14 of the tail.
constexpr Extended large_parameter = 1e8L;

/// Both tails of a law in its standardised variable, and the density there.
struct Tails {
  Extended lower, upper, density;
};

namespace expansion {

constexpr Extended root_two_pi = 2.506628274631000502415765284811045253L;
constexpr Extended root_half = 0.707106781186547524400844362104849039L;

/// ln Gamma(a) less Stirling's formula.
inline Extended stirling_rest(Extended a) {
  return (1 / 12.0L - 1 / (360.0L * a * a)) / a;
}

/// `(2 (u - ln(1 + u)) / u^2 - 1) / u`, which is -2/3 at 0.
inline Extended excess(Extended u) {
  if (std::abs(u) > 0.1L) {
    return (2 * (u - boost::math::log1p(u, Quiet())) / (u * u) - 1) / u;
  }
  Extended sum = 0;
  for (int k = 24; k >= 3; --k) sum = 2.0L / k - u * sum;
  return -sum;
}

/// `((1 + rise)^(-1/2) - 1) / rise`.
inline Extended inverse_root(Extended rise) {
  if (rise == 0) return -0.5L;
  return boost::math::expm1(-0.5L * boost::math::log1p(rise, Quiet()), Quiet()) / rise;
}

/// The tails from the normal score `eta sqrt(a)` and the correction of the lower one.
inline Tails tails(Extended score, Extended correction, Extended density) {
  Extended scaled = score * root_half;
  Extended lower = boost::math::erfc(-scaled, Quiet()) / 2 + correction;
  Extended upper = boost::math::erfc(scaled, Quiet()) / 2 - correction;
  return {std::max(lower, 0.0L), std::max(upper, 0.0L), density};
}

inline Extended normal_density(Extended score) {
  return std::exp(-score * score / 2) / root_two_pi;
}

}  // namespace expansion

/// The gamma law of shape `a` at `x = a + w sqrt(a)`.
inline Tails large_gamma(Extended a, Extended w) {
  Extended root = std::sqrt(a), u = w / root;
  if (!(u > -1)) return {0, 1, 0};
  Extended slope = expansion::excess(u), rise = u * slope;
  Extended score = w * std::sqrt(1 + rise);
  Extended normal = expansion::normal_density(score);
  Extended first = expansion::inverse_root(rise) * slope;
  Extended correction = normal / root * (first + 1 / (540 * a));
  Extended density = normal / (1 + u) * std::exp(-expansion::stirling_rest(a));
  return expansion::tails(score, correction, density);
}

/// The standard deviation of the beta law, about: the unit of `w` below.
inline Extended large_beta_scale(Extended a, Extended b) {
  Extended n = a + b;
  return std::sqrt(a / n * (b / n) / n);
}

/// The beta law of shapes `a` and `b` at `x = a / (a + b) + w scale`.
inline Tails large_beta(Extended a, Extended b, Extended w) {
  Extended n = a + b, p = a / n, q = b / n, s = std::sqrt(p * q);
  Extended step = w * large_beta_scale(a, b), u = step / p, v = -step / q;
  if (!(u > -1)) return {0, 1, 0};
  if (!(v > -1)) return {1, 0, 0};
  Extended slope = s * s
      * (expansion::excess(u) / (p * p) - expansion::excess(v) / (q * q));
  Extended rise = slope * step;
  Extended score = w * std::sqrt(1 + rise);
  Extended normal = expansion::normal_density(score);
  Extended correction = normal / std::sqrt(n) * s * expansion::inverse_root(rise) * slope;
  Extended rest = expansion::stirling_rest(n) - expansion::stirling_rest(a)
      - expansion::stirling_rest(b);
  Extended density = normal / ((1 + u) * (1 + v)) * std::exp(rest);
  return expansion::tails(score, correction, density);
}

/// The standardised variable at which a tail takes a value: Newton's steps from the expansion of
/// Cornish and Fisher with the skewness of the law.
template <class Law>
Extended large_inverse(Law law, Extended skewness, Extended target, bool upper) {
  Extended z = boost::math::erfc_inv(2 * target, Quiet()) / expansion::root_half;
  if (!upper) z = -z;
  Extended w = z + skewness / 6 * (z * z - 1)
      + skewness * skewness * (z * z * z - 7 * z) / 144;
  for (int step = 0; step < 8; ++step) {
    Tails at = law(w);
    Extended tail = upper ? at.upper : at.lower;
    // In the logarithm of the tail, which is nearly straight however far out.
    Extended move = tail * std::log(tail / target) / at.density;
    if (!std::isfinite(move)) return w;
    w += upper ? move : -move;
    if (std::abs(move) <= 1e-17L * (1 + std::abs(w))) return w;
  }
  return w;
}

}  // namespace special

#endif
