// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What did happen.

#include <emptor/events/entity.hpp>
#include <emptor/events/reorder.hpp>
#include <emptor/events/time.hpp>
