// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Numbers in the words of an error.

#include <emptor/stats/detail/written.hpp>
