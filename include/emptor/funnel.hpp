// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many got how far.

#include <emptor/funnel/asked_by.hpp>
#include <emptor/funnel/breaks_on.hpp>
#include <emptor/funnel/columns.hpp>
#include <emptor/funnel/counter.hpp>
#include <emptor/funnel/dialect/end_of_path.hpp>
#include <emptor/funnel/dialect/rules.hpp>
#include <emptor/funnel/each.hpp>
#include <emptor/funnel/engine/dense_ids.hpp>
#include <emptor/funnel/engine/engine_word.hpp>
#include <emptor/funnel/engine/grouped.hpp>
#include <emptor/funnel/engine/late_by.hpp>
#include <emptor/funnel/engine/parallel.hpp>
#include <emptor/funnel/engine/partitioned.hpp>
#include <emptor/funnel/exclude.hpp>
#include <emptor/funnel/funnel.hpp>
#include <emptor/funnel/gap.hpp>
#include <emptor/funnel/grouped_counter.hpp>
#include <emptor/funnel/hold.hpp>
#include <emptor/funnel/level.hpp>
#include <emptor/funnel/line_counter.hpp>
#include <emptor/funnel/marked_event.hpp>
#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/may_skip.hpp>
#include <emptor/funnel/milestones.hpp>
#include <emptor/funnel/next_node.hpp>
#include <emptor/funnel/pattern.hpp>
#include <emptor/funnel/pattern_counter.hpp>
#include <emptor/funnel/pattern_report.hpp>
#include <emptor/funnel/place.hpp>
#include <emptor/funnel/preset.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/segment.hpp>
#include <emptor/funnel/sort_first.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/funnel/through.hpp>
#include <emptor/funnel/ties.hpp>
#include <emptor/funnel/timed.hpp>
#include <emptor/funnel/unordered.hpp>
#include <emptor/funnel/window.hpp>
#include <emptor/funnel/word.hpp>
