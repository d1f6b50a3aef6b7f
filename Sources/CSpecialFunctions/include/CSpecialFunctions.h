// Special functions of probability, over Boost.Math (long double inside, rounded once).
//
// No function throws or traps: an argument outside the domain, or NaN, gives NaN; overflow gives
// an infinity; underflow gives 0. Lower and upper tails have functions of their own, so that
// neither is had by subtraction from 1.
#ifndef AMPLEUR_C_SPECIAL_FUNCTIONS_H
#define AMPLEUR_C_SPECIAL_FUNCTIONS_H

#include <math.h>

#ifdef __cplusplus
extern "C" {
#endif

// The error function, its complement and their inverses.
double special_erf(double x);
double special_erfc(double x);
double special_erf_inverse(double p);
double special_erfc_inverse(double q);

// The standard normal distribution: P(Z <= z), and the z below which lies probability p.
// The upper tail is special_normal_cdf(-z) and -special_normal_quantile(q).
double special_normal_cdf(double z);
double special_normal_quantile(double p);

// The logarithm of |Gamma(x)|, the digamma and trigamma functions.
double special_log_gamma(double x);
double special_digamma(double x);
double special_trigamma(double x);

// The regularised incomplete gamma functions P(a, x) and Q(a, x), the x at which they take a
// value, and the derivative of P by x: x^(a-1) exp(-x) / Gamma(a).
double special_gamma_p(double a, double x);
double special_gamma_q(double a, double x);
double special_gamma_p_inverse(double a, double p);
double special_gamma_q_inverse(double a, double q);
double special_gamma_p_derivative(double a, double x);

// The regularised incomplete beta function I_x(a, b), its complement, the x at which they take a
// value, and the derivative by x: x^(a-1) (1-x)^(b-1) / B(a, b).
double special_beta_p(double a, double b, double x);
double special_beta_q(double a, double b, double x);
double special_beta_p_inverse(double a, double b, double p);
double special_beta_q_inverse(double a, double b, double q);
double special_beta_p_derivative(double a, double b, double x);
// The logarithm of the beta function B(a, b).
double special_log_beta(double a, double b);

// Student's distribution: density, P(T <= t), and the t below which lies probability p.
double special_student_density(double df, double t);
double special_student_cdf(double df, double t);
double special_student_quantile(double df, double p);

#ifdef __cplusplus
}
#endif

#endif
