// The C interfaces of BLAS (OpenBLAS) and LAPACK (LAPACKE). The include folder of cblas.h comes
// from the pkg-config file of OpenBLAS, or from the compiler's own multi-arch include folder.
#ifndef AMPLEUR_CLAPACK_SHIM_H
#define AMPLEUR_CLAPACK_SHIM_H

#include <cblas.h>
#include <lapacke.h>

#endif
