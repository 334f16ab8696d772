// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a process is called, and where it comes from.

#include <string_view>

#include <emptor/process/phrase.hpp>

namespace emptor {

/// A process as a title page has it.
struct process_title {
    phrase title{};
    std::string_view source{""};  ///< who described it first, and where
    phrase_list aliases{};        ///< other names for it
};

/// The title of a process; an empty one unless specialised:
/// @code
/// template <>
/// inline constexpr emptor::process_title emptor::title_of<buying>{.title = {"how we buy", "采购方式"}};
/// @endcode
template <const auto& Process>
inline constexpr process_title title_of{};

}  // namespace emptor
