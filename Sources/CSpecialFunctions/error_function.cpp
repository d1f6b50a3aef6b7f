#include "CSpecialFunctions.h"
#include "policy.hpp"

#include <boost/math/special_functions/erf.hpp>

using special::guarded;
using special::undefined;

namespace {
constexpr long double root_two = 1.41421356237309504880168872420969807857L;
}

double special_erf(double x) {
  if (std::isnan(x)) return undefined;
  return guarded([=] { return boost::math::erf(static_cast<long double>(x), special::Quiet()); });
}

double special_erfc(double x) {
  if (std::isnan(x)) return undefined;
  return guarded([=] { return boost::math::erfc(static_cast<long double>(x), special::Quiet()); });
}

double special_erf_inverse(double p) {
  if (!(p >= -1 && p <= 1)) return undefined;
  if (p == 1 || p == -1) return p * special::infinity;
  return guarded(
      [=] { return boost::math::erf_inv(static_cast<long double>(p), special::Quiet()); });
}

double special_erfc_inverse(double q) {
  if (!(q >= 0 && q <= 2)) return undefined;
  if (q == 0) return special::infinity;
  if (q == 2) return -special::infinity;
  return guarded(
      [=] { return boost::math::erfc_inv(static_cast<long double>(q), special::Quiet()); });
}

double special_normal_cdf(double z) {
  if (std::isnan(z)) return undefined;
  return guarded([=] {
    return boost::math::erfc(-static_cast<long double>(z) / root_two, special::Quiet()) / 2;
  });
}

double special_normal_quantile(double p) {
  if (!(p >= 0 && p <= 1)) return undefined;
  if (p == 0) return -special::infinity;
  if (p == 1) return special::infinity;
  if (p == 0.5) return 0;
  return guarded([=] {
    return -root_two * boost::math::erfc_inv(2 * static_cast<long double>(p), special::Quiet());
  });
}
