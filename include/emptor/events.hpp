// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What did happen.

#include <emptor/events/calendar.hpp>
#include <emptor/events/entity.hpp>
#include <emptor/events/reorder.hpp>
#include <emptor/events/session_counter.hpp>
#include <emptor/events/session_report.hpp>
#include <emptor/events/session_words.hpp>
#include <emptor/events/sessions.hpp>
#include <emptor/events/sort_first.hpp>
#include <emptor/events/time.hpp>
#include <emptor/events/unit.hpp>
