// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The types of an answer.

#include <chrono>

#include <emptor/funnel/report.hpp>
#include <emptor/io/breakdown.hpp>
#include <emptor/io/funnel_views.hpp>

namespace program {

using elapsed = std::chrono::duration<double>;
using funnel_answer = emptor::funnel_report<elapsed>;
using funnel_group = emptor::io::breakdown<elapsed>::group;
using views_type = emptor::io::funnel_views<elapsed>;

}  // namespace program
