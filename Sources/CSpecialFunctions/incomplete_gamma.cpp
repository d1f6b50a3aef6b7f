#include "CSpecialFunctions.h"
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

/// Newton steps on the tail that was asked for: the inverse itself stops at about half its digits
/// squared, which leaves a few units in the last place, more for small shapes.
Real polished(Real a, Real target, Real x, bool upper) {
  for (int step = 0; step < 3; ++step) {
    if (!(x > 0) || !std::isfinite(x)) return x;
    Real value = upper ? boost::math::gamma_q(a, x, quiet) : boost::math::gamma_p(a, x, quiet);
    Real slope = boost::math::gamma_p_derivative(a, x, quiet);
    Real move = (value - target) / slope;
    if (upper) move = -move;
    if (!std::isfinite(move) || std::abs(move) > x / 2) return x;
    x -= move;
    if (std::abs(move) <= 1e-18L * x) return x;
  }
  return x;
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
  return guarded([=] { return boost::math::gamma_p<Real>(a, x, quiet); });
}

double special_gamma_q(double a, double x) {
  if (!(a > 0 && x >= 0 && std::isfinite(a))) return undefined;
  if (x == infinity) return 0;
  return guarded([=] { return boost::math::gamma_q<Real>(a, x, quiet); });
}

double special_gamma_p_inverse(double a, double p) {
  if (!(a > 0 && p >= 0 && p <= 1 && std::isfinite(a))) return undefined;
  if (p == 0) return 0;
  if (p == 1) return infinity;
  return guarded(
      [=] { return polished(a, p, boost::math::gamma_p_inv<Real>(a, p, quiet), false); });
}

double special_gamma_q_inverse(double a, double q) {
  if (!(a > 0 && q >= 0 && q <= 1 && std::isfinite(a))) return undefined;
  if (q == 0) return infinity;
  if (q == 1) return 0;
  return guarded(
      [=] { return polished(a, q, boost::math::gamma_q_inv<Real>(a, q, quiet), true); });
}

double special_gamma_p_derivative(double a, double x) {
  if (!(a > 0 && x >= 0 && std::isfinite(a))) return undefined;
  if (x == infinity) return 0;
  if (x == 0) return a > 1 ? 0 : a == 1 ? 1 : infinity;
  return guarded([=] { return boost::math::gamma_p_derivative<Real>(a, x, quiet); });
}
