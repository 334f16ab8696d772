// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Numbers with their uncertainty.

#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/interval.hpp>
#include <emptor/stats/normal.hpp>
#include <emptor/stats/proportion.hpp>
#include <emptor/stats/quantile.hpp>
