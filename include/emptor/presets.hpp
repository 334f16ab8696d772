// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The modes of other funnel engines by name, as words of a question.

#include <emptor/presets/amplitude.hpp>
#include <emptor/presets/byconity.hpp>
#include <emptor/presets/clickhouse.hpp>
#include <emptor/presets/doris.hpp>
#include <emptor/presets/duckdb_behavioral.hpp>
#include <emptor/presets/ga4.hpp>
#include <emptor/presets/mixpanel.hpp>
#include <emptor/presets/pinot.hpp>
#include <emptor/presets/posthog.hpp>
#include <emptor/presets/retentioneering.hpp>
#include <emptor/presets/starrocks.hpp>
