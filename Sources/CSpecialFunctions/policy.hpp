// The error policy of every call into Boost.Math, and the door that no exception passes.
#ifndef AMPLEUR_SPECIAL_POLICY_HPP
#define AMPLEUR_SPECIAL_POLICY_HPP

// The library's assertions end the program, and data can trip them. Off before its first header,
// those by assert() too.
#define BOOST_DISABLE_ASSERTS
#ifndef NDEBUG
#define NDEBUG
#endif

#include <boost/math/policies/policy.hpp>
#include <cmath>
#include <limits>

namespace special {

namespace policies = boost::math::policies;

/// Errors become NaN, infinity or 0; nothing is thrown, errno stays untouched.
using Quiet = policies::policy<
    policies::domain_error<policies::ignore_error>,
    policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>,
    policies::underflow_error<policies::ignore_error>,
    policies::denorm_error<policies::ignore_error>,
    policies::rounding_error<policies::ignore_error>,
    policies::evaluation_error<policies::ignore_error>,
    policies::indeterminate_result_error<policies::ignore_error>,
    policies::promote_float<false>, policies::promote_double<false>,
    policies::max_root_iterations<200>>;

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// Runs the body; whatever it throws becomes NaN.
template <class Body> double guarded(Body body) noexcept {
  try {
    return static_cast<double>(body());
  } catch (...) {
    return undefined;
  }
}

}  // namespace special

#endif
