// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// An answer in the format that was asked for.

#include <string>

#include "options.hpp"
#include "views_type.hpp"

namespace program {

/// The answer as it is to be written. All groups are in it, but for a text, which has the largest and says so.
[[nodiscard]] std::string rendered(views_type views, const funnel_options& options);

}  // namespace program
