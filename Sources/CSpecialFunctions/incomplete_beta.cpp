#include "CSpecialFunctions.h"
#include "large_parameters.hpp"
#include "policy.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>

using special::guarded;
using special::infinity;
using special::undefined;
using Real = long double;

namespace {

const special::Quiet quiet;

bool shapes(double a, double b) { return a > 0 && b > 0 && std::isfinite(a) && std::isfinite(b); }

/// I_x(a, b). With both shapes one half (the arcsine law) the library subtracts nearly equal
/// angles near the ends; the two-argument arc tangent does not.
Real lower(Real a, Real b, Real x) {
  if (a == 0.5L && b == 0.5L) {
    return std::atan2(std::sqrt(x), std::sqrt(1 - x)) / std::atan2(Real(1), Real(0));
  }
  return boost::math::ibeta(a, b, x, quiet);
}

/// 1 - I_x(a, b).
Real upper_tail(Real a, Real b, Real x) {
  if (a == 0.5L && b == 0.5L) {
    return std::atan2(std::sqrt(1 - x), std::sqrt(x)) / std::atan2(Real(1), Real(0));
  }
  return boost::math::ibetac(a, b, x, quiet);
}

/// The inverse of I_x(a, b) so deep in its lower tail that the leading power is all of it.
Real power_law(Real a, Real b, Real p) {
  Real log_beta = boost::math::lgamma(a, quiet) + boost::math::lgamma(b, quiet)
      - boost::math::lgamma(a + b, quiet);
  return std::exp((std::log(p) + std::log(a) + log_beta) / a);
}

/// A root and whether Newton's steps have settled on it.
struct Root {
  Real x;
  bool settled;
};

/// Newton steps on the tail that was asked for, inside (0, 1), until a step is so small that what
/// it leaves, about its square, is below the last place.
Root polished(Real a, Real b, Real target, Real x, bool upper) {
  for (int step = 0; step < 3; ++step) {
    if (!(x > 0 && x < 1)) return {x, false};
    Real value = upper ? upper_tail(a, b, x) : lower(a, b, x);
    Real slope = boost::math::ibeta_derivative(a, b, x, quiet);
    Real move = (value - target) / slope;
    if (upper) move = -move;
    Real room = std::min(x, 1 - x);
    if (!std::isfinite(move) || std::abs(move) > room / 2) return {x, false};
    x -= move;
    if (std::abs(move) <= 1e-11L * room) return {x, true};
  }
  return {x, false};
}

/// Whether both shapes are so large that the expansions hold.
bool are_large(Real a, Real b) { return a / (1 + a / b) >= special::large_parameter / 5; }

/// The law of huge shapes at a value.
special::Tails large(Real a, Real b, Real x) {
  return special::large_beta(a, b, (x - a / (a + b)) / special::large_beta_scale(a, b));
}

/// The inverse of the tail of two huge shapes.
Real large_inverse(Real a, Real b, Real target, bool upper) {
  auto law = [=](Real w) { return special::large_beta(a, b, w); };
  Real skewness = 2 * (b - a) / std::sqrt(a) / std::sqrt(b) / std::sqrt(a + b);
  Real scale = special::large_beta_scale(a, b);
  return a / (a + b) + scale * special::large_inverse(law, skewness, target, upper);
}

/// The inverse where only the second shape is huge: `-(b + (a - 1) / 2) ln(1 - x)` has nearly the
/// gamma law of shape `a`, from which Newton's steps settle at once.
///
/// References: Wise 1950, Biometrika 37:208.
Real lopsided_inverse(Real a, Real b, Real target, bool upper) {
  Real near = upper ? boost::math::gamma_q_inv<Real>(a, target, quiet)
                    : boost::math::gamma_p_inv<Real>(a, target, quiet);
  Real x = -boost::math::expm1(-near / (b + (a - 1) / 2), quiet);
  Root root = polished(a, b, target, x, upper);
  return root.settled || (root.x > 0 && root.x < 1) ? root.x : x;
}

/// The inverse of one tail: the library's inverse in double precision as the start, in extended
/// precision where Newton's steps do not settle from there.
Real inverse(Real a, Real b, Real target, bool upper) {
  // The smaller tail keeps its digits; 1 - target is exact here.
  if (target > 0.5L) {
    target = 1 - target;
    upper = !upper;
  }
  if (are_large(a, b)) return large_inverse(a, b, target, upper);
  if (b >= special::large_parameter) return lopsided_inverse(a, b, target, upper);
  if (a >= special::large_parameter) return 1 - lopsided_inverse(b, a, target, !upper);
  double first = static_cast<double>(a), second = static_cast<double>(b);
  double tail = static_cast<double>(target);
  double near = guarded([=] {
    return upper ? boost::math::ibetac_inv(first, second, tail, quiet)
                 : boost::math::ibeta_inv(first, second, tail, quiet);
  });
  Root root = polished(a, b, target, near, upper);
  if (root.settled) return root.x;
  Real x = upper ? boost::math::ibetac_inv<Real>(a, b, target, quiet)
                 : boost::math::ibeta_inv<Real>(a, b, target, quiet);
  // Near the least positive probabilities the library gives up where the power law holds.
  if (!(upper ? x < 1 : x > 0)) x = upper ? 1 - power_law(b, a, target) : power_law(a, b, target);
  if (!(x > 0 && x < 1)) return x;
  return polished(a, b, target, x, upper).x;
}

}  // namespace

double special_beta_p(double a, double b, double x) {
  if (!(shapes(a, b) && x >= 0 && x <= 1)) return undefined;
  if (are_large(a, b)) return guarded([=] { return large(a, b, x).lower; });
  return guarded([=] { return lower(a, b, x); });
}

double special_beta_q(double a, double b, double x) {
  if (!(shapes(a, b) && x >= 0 && x <= 1)) return undefined;
  if (are_large(a, b)) return guarded([=] { return large(a, b, x).upper; });
  return guarded([=] { return upper_tail(a, b, x); });
}

double special_beta_p_inverse(double a, double b, double p) {
  if (!(shapes(a, b) && p >= 0 && p <= 1)) return undefined;
  if (p == 0 || p == 1) return p;
  return guarded([=] { return inverse(a, b, p, false); });
}

double special_beta_q_inverse(double a, double b, double q) {
  if (!(shapes(a, b) && q >= 0 && q <= 1)) return undefined;
  if (q == 0 || q == 1) return 1 - q;
  return guarded([=] { return inverse(a, b, q, true); });
}

double special_beta_p_derivative(double a, double b, double x) {
  if (!(shapes(a, b) && x >= 0 && x <= 1)) return undefined;
  if (x == 0) return a > 1 ? 0 : a == 1 ? b : infinity;
  if (x == 1) return b > 1 ? 0 : b == 1 ? a : infinity;
  if (are_large(a, b)) {
    return guarded([=] { return large(a, b, x).density / special::large_beta_scale(a, b); });
  }
  return guarded([=] { return boost::math::ibeta_derivative<Real>(a, b, x, quiet); });
}

double special_log_beta(double a, double b) {
  if (!shapes(a, b)) return undefined;
  return guarded([=] {
    Real small = a < b ? a : b, large = a < b ? b : a;
    Real ratio = boost::math::tgamma_delta_ratio(large, small, quiet);
    if (ratio > 0 && std::isfinite(ratio)) {
      return boost::math::lgamma(small, quiet) + std::log(ratio);
    }
    return boost::math::lgamma(small, quiet) + boost::math::lgamma(large, quiet)
        - boost::math::lgamma(small + large, quiet);
  });
}
