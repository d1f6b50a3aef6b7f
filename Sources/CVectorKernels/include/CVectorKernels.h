/* Vector kernels: one header for each topic. */
#include "block_operations.h"
#include "instruction_set.h"
#include "philox.h"
#include "quantile_transforms.h"
#include "sobol.h"
