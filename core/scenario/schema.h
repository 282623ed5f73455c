#pragma once

// Schemas serve the layers below this one too.
#include "core/base/schema.h"
