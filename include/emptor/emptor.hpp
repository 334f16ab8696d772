// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Every room but `io`, which is included by name.

#include <emptor/events.hpp>
#include <emptor/flow.hpp>
#include <emptor/funnel.hpp>
#include <emptor/presets.hpp>
#include <emptor/process.hpp>
#include <emptor/roles.hpp>
#include <emptor/stats.hpp>
#include <emptor/version.hpp>
