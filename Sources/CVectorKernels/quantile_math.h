/* Elementary functions for the quantile kernels, on vectors of WIDTH doubles.

   They are written out here, with fused multiply-add in fixed places, rather than called from a
   vector library: a call cannot pass 256-bit vectors in registers from a file compiled for
   baseline x86-64, and this way every path gives the same bits. Errors are below one unit in the
   last place (log, exp) or two (log1p). The reductions and the coefficients of the logarithm are
   those of FreeBSD's msun (Sun Microsystems 1993); the exponential is a Taylor polynomial. */

/* A whole number held in 64-bit lanes as doubles, for magnitudes below 2^51. */
INLINE vec whole_to_double(mask k) {
  return (vec)(k + ((mask){} + 0x4338000000000000)) - splat(0x1.8p52);
}

/* ln(f + 1) + k ln 2 + rest, for f + 1 from sqrt(1/2) to sqrt(2). */
INLINE vec log_of_parts(vec f, vec k, vec rest) {
  vec s = f / (splat(2) + f);
  vec z = s * s;
  /* Even and odd terms apart: half the latency. */
  vec z2 = z * z;
  vec odd = splat(1.479819860511658591e-01);
  odd = FMA(odd, z2, splat(1.818357216161805012e-01));
  odd = FMA(odd, z2, splat(2.857142874366239149e-01));
  odd = FMA(odd, z2, splat(6.666666666666735130e-01));
  vec even = splat(1.531383769920937332e-01);
  even = FMA(even, z2, splat(2.222219843214978396e-01));
  even = FMA(even, z2, splat(3.999999999940941908e-01));
  vec r = FMA(even, z2, odd * z);
  vec half_square = splat(0.5) * f * f;
  vec low = FMA(s, half_square + r, FMA(k, splat(1.90821492927058770002e-10), rest));
  return FMA(k, splat(6.93147180369123816490e-01), f - (half_square - low));
}

/* Splits a positive normal x into 2^k (f + 1). */
INLINE vec log_fraction(vec x, vec *k) {
  mask bits = (mask)x;
  /* The exponent of x / sqrt(1/2), raised by 1023: AVX2 shifts 64-bit lanes without a sign only. */
  mask raised = (mask)((bits_vec)(bits + ((mask){} + (0x3FF0000000000000 - 0x3FE6A09E667F3BCD))) >> 52);
  *k = whole_to_double(raised - 1023);
  return (vec)(bits - ((raised - 1023) << 52)) - splat(1);
}

INLINE vec log_vector(vec x) {
  mask small = x < splat(0x1p-1022);
  vec scaled = choose(small, x * splat(0x1p54), x);
  vec k;
  vec f = log_fraction(scaled, &k);
  k = choose(small, k - splat(54), k);
  vec result = log_of_parts(f, k, splat(0));
  result = choose(x == splat(INFINITY), x, result);
  result = choose(x == splat(0), splat(-INFINITY), result);
  return choose(x >= splat(0), result, splat(NAN));
}

/* ln(1 + x) for x from -1 to 2^52. */
INLINE vec log1p_vector(vec x) {
  vec y = splat(1) + x;
  vec lost = x - (y - splat(1));
  vec k;
  vec f = log_fraction(y, &k);
  vec result = log_of_parts(f, k, lost / y);
  result = choose(y == splat(0), splat(-INFINITY), result);
  return choose(y >= splat(0), result, splat(NAN));
}

INLINE vec exp_vector(vec x) {
  vec limited = clamp(x, -760, 760);
  vec shifted = FMA(limited, splat(1.44269504088896338700e+00), splat(0x1.8p52));
  mask k = (mask)shifted - ((mask){} + 0x4338000000000000);
  vec kd = shifted - splat(0x1.8p52);
  vec r = FMA(-kd, splat(6.93147180369123816490e-01), limited);
  r = FMA(-kd, splat(1.90821492927058770002e-10), r);
  vec r2 = r * r;
  vec odd = splat(1.6059043836821613e-10);
  odd = FMA(odd, r2, splat(2.505210838544172e-08));
  odd = FMA(odd, r2, splat(2.7557319223985893e-06));
  odd = FMA(odd, r2, splat(1.984126984126984e-04));
  odd = FMA(odd, r2, splat(8.333333333333333e-03));
  odd = FMA(odd, r2, splat(1.6666666666666666e-01));
  vec even = splat(2.08767569878681e-09);
  even = FMA(even, r2, splat(2.755731922398589e-07));
  even = FMA(even, r2, splat(2.48015873015873e-05));
  even = FMA(even, r2, splat(1.388888888888889e-03));
  even = FMA(even, r2, splat(4.1666666666666664e-02));
  even = FMA(even, r2, splat(0.5));
  vec p = FMA(odd, r, even);
  p = FMA(p, r2, r) + splat(1);
  /* Two factors, so that results near the ends of the range neither overflow nor vanish early. */
  mask first = (mask)((bits_vec)(k + 2048) >> 1) - 1024;
  mask second = k - first;
  return p * (vec)((first + 1023) << 52) * (vec)((second + 1023) << 52);
}
