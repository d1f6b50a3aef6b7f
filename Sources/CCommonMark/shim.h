#ifndef AMPLEUR_CCOMMONMARK_SHIM_H
#define AMPLEUR_CCOMMONMARK_SHIM_H
#include <cmark-gfm.h>
#endif
