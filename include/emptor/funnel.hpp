// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How many got how far.

#include <emptor/funnel/counter.hpp>
#include <emptor/funnel/funnel.hpp>
#include <emptor/funnel/grouped_counter.hpp>
#include <emptor/funnel/milestones.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/funnel/through.hpp>
#include <emptor/funnel/window.hpp>
