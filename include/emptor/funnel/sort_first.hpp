// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Events in any order, for a funnel.

#include <emptor/events/sort_first.hpp>
