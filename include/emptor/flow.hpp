// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where they went, how long it took, and who was waited for.

#include <emptor/flow/handover.hpp>
#include <emptor/flow/handover_counter.hpp>
#include <emptor/flow/handover_report.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/flow/totals.hpp>
#include <emptor/flow/transition_counts.hpp>
#include <emptor/flow/transitions.hpp>
#include <emptor/flow/verdicts.hpp>
