#include "CSpecialFunctions.h"
#include "large_parameters.hpp"
#include "policy.hpp"

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>

using special::guarded;
using special::infinity;
using special::undefined;
using Real = long double;

namespace {

const special::Quiet quiet;

/// A root and whether Newton's steps have settled on it.
struct Root {
  Real x;
  bool settled;
};

/// Newton steps on the tail that was asked for, until a step is so small that what it leaves, about
/// its square, is below the last place. The library's inverse itself stops at about half its
/// digits squared, which leaves a few units in the last place, more for small shapes.
Root polished(Real a, Real target, Real x, bool upper) {
  for (int step = 0; step < 3; ++step) {
    if (!(x > 0) || !std::isfinite(x)) return {x, false};
    Real value = upper ? boost::math::gamma_q(a, x, quiet) : boost::math::gamma_p(a, x, quiet);
    Real slope = boost::math::gamma_p_derivative(a, x, quiet);
    Real move = (value - target) / slope;
    if (upper) move = -move;
    if (!std::isfinite(move) || std::abs(move) > x / 2) return {x, false};
    x -= move;
    if (std::abs(move) <= 1e-12L * x) return {x, true};
  }
  return {x, false};
}

/// The inverse of one tail: the library's inverse in double precision as the start, in extended
/// precision where Newton's steps do not settle from there.
Real inverse(Real a, Real target, bool upper) {
  // The smaller tail keeps its digits; 1 - target is exact here.
  if (target > 0.5L) {
    target = 1 - target;
    upper = !upper;
  }
  if (a >= special::large_parameter) {
    auto law = [=](Real w) { return special::large_gamma(a, w); };
    Real root = std::sqrt(a);
    return a + root * special::large_inverse(law, 2 / root, target, upper);
  }
  double shape = static_cast<double>(a), tail = static_cast<double>(target);
  double near = guarded([=] {
    return upper ? boost::math::gamma_q_inv(shape, tail, quiet)
                 : boost::math::gamma_p_inv(shape, tail, quiet);
  });
  Root root = polished(a, target, near, upper);
  if (root.settled) return root.x;
  Real x = upper ? boost::math::gamma_q_inv<Real>(a, target, quiet)
                 : boost::math::gamma_p_inv<Real>(a, target, quiet);
  return polished(a, target, x, upper).x;
}

/// The law of a huge shape at a value.
special::Tails large(double a, double x) {
  Real shape = a;
  return special::large_gamma(shape, (x - shape) / std::sqrt(shape));
}

}  // namespace

double special_log_gamma(double x) {
  if (std::isnan(x)) return undefined;
  if (x == infinity) return infinity;
  return guarded([=] { return boost::math::lgamma(static_cast<Real>(x), quiet); });
}

double special_digamma(double x) {
  if (!(std::isfinite(x))) return x == infinity ? infinity : undefined;
  return guarded([=] { return boost::math::digamma(static_cast<Real>(x), quiet); });
}

double special_trigamma(double x) {
  if (!(std::isfinite(x))) return x == infinity ? 0 : undefined;
  return guarded([=] { return boost::math::trigamma(static_cast<Real>(x), quiet); });
}

double special_gamma_p(double a, double x) {
  if (!(a > 0 && x >= 0 && std::isfinite(a))) return undefined;
  if (x == infinity) return 1;
  if (a >= special::large_parameter) return guarded([=] { return large(a, x).lower; });
  return guarded([=] { return boost::math::gamma_p<Real>(a, x, quiet); });
}

double special_gamma_q(double a, double x) {
  if (!(a > 0 && x >= 0 && std::isfinite(a))) return undefined;
  if (x == infinity) return 0;
  if (a >= special::large_parameter) return guarded([=] { return large(a, x).upper; });
  return guarded([=] { return boost::math::gamma_q<Real>(a, x, quiet); });
}

double special_gamma_p_inverse(double a, double p) {
  if (!(a > 0 && p >= 0 && p <= 1 && std::isfinite(a))) return undefined;
  if (p == 0) return 0;
  if (p == 1) return infinity;
  return guarded([=] { return inverse(a, p, false); });
}

double special_gamma_q_inverse(double a, double q) {
  if (!(a > 0 && q >= 0 && q <= 1 && std::isfinite(a))) return undefined;
  if (q == 0) return infinity;
  if (q == 1) return 0;
  return guarded([=] { return inverse(a, q, true); });
}

double special_gamma_p_derivative(double a, double x) {
  if (!(a > 0 && x >= 0 && std::isfinite(a))) return undefined;
  if (x == infinity) return 0;
  if (x == 0) return a > 1 ? 0 : a == 1 ? 1 : infinity;
  if (a >= special::large_parameter) {
    return guarded([=] { return large(a, x).density / std::sqrt(static_cast<Real>(a)); });
  }
  return guarded([=] { return boost::math::gamma_p_derivative<Real>(a, x, quiet); });
}
