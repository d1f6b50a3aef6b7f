/* Vector kernels: one header for each topic. */
#include "instruction_set.h"
#include "philox.h"
#include "quantile_transforms.h"
#include "sobol.h"
