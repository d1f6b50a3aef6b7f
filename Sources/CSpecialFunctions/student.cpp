#include "CSpecialFunctions.h"
#include "policy.hpp"

#include <boost/math/distributions/students_t.hpp>

using special::guarded;
using special::infinity;
using special::undefined;
using Real = long double;

namespace {

using Student = boost::math::students_t_distribution<Real, special::Quiet>;

/// P(T <= t). One degree of freedom (the Cauchy law) has a closed form that is accurate
/// everywhere; the library's own passes through a difference of angles near the median.
Real cumulative(const Student& distribution, Real t) {
  if (distribution.degrees_of_freedom() == 1) {
    return std::atan2(Real(1), -t) / std::atan2(Real(0), Real(-1));
  }
  return boost::math::cdf(distribution, t);
}

bool valid(double df) { return df > 0 && std::isfinite(df); }

}  // namespace

double special_student_density(double df, double t) {
  if (!(valid(df)) || std::isnan(t)) return undefined;
  if (std::isinf(t)) return 0;
  return guarded([=] { return boost::math::pdf(Student(df), static_cast<Real>(t)); });
}

double special_student_cdf(double df, double t) {
  if (!(valid(df)) || std::isnan(t)) return undefined;
  if (std::isinf(t)) return t > 0 ? 1 : 0;
  return guarded([=] { return cumulative(Student(df), t); });
}

double special_student_quantile(double df, double p) {
  if (!(valid(df)) || !(p >= 0 && p <= 1)) return undefined;
  if (p == 0) return -infinity;
  if (p == 1) return infinity;
  if (p == 0.5) return 0;
  // The lower tail is the one computed without cancellation; 1 - p is exact above one half.
  double tail = p < 0.5 ? p : 1 - p;
  double magnitude = guarded([=] {
    Student distribution(df);
    Real t = boost::math::quantile(distribution, static_cast<Real>(tail));
    for (int step = 0; step < 4; ++step) {
      if (!std::isfinite(t) || t == 0) return t;
      Real move = (cumulative(distribution, t) - static_cast<Real>(tail))
          / boost::math::pdf(distribution, t);
      if (!std::isfinite(move) || std::abs(move) > std::abs(t) / 2) return t;
      t -= move;
      if (std::abs(move) <= 1e-18L * std::abs(t)) return t;
    }
    return t;
  });
  return p < 0.5 ? magnitude : -magnitude;
}
