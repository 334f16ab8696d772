// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A flow as it is shown.

#include <cstddef>

#include <emptor/flow/dwell.hpp>
#include <emptor/flow/path_counts.hpp>

namespace emptor::io {

/// The moves of a flow with their times, and the paths most often taken, for `text`, `json`, `svg` and `mermaid`.
///
/// @code
/// using emptor::io::flow_view;
/// const flow_view seen{emptor::dwell{}(visits, &visit::who, &visit::at, &visit::page),
///                      emptor::paths{}(visits, &visit::who, &visit::at, &visit::page).counts};
/// std::cout << emptor::io::text(seen);
/// @endcode
template <class State>
struct flow_view {
    dwell_times<State> times;
    path_counts<State> paths{};  ///< of the same events; none is shown where there is none
    std::size_t top = 10;        ///< how many paths are shown, the most frequent first
};

template <class State>
flow_view(dwell_times<State>) -> flow_view<State>;
template <class State>
flow_view(dwell_times<State>, path_counts<State>) -> flow_view<State>;
template <class State>
flow_view(dwell_times<State>, path_counts<State>, std::size_t) -> flow_view<State>;

}  // namespace emptor::io
