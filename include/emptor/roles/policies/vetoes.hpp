// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A role that stands against some events.

#include <concepts>
#include <type_traits>

#include <emptor/roles/verdict.hpp>

namespace emptor {

/// Refuses these events, and agrees to all others.
template <auto Event, std::same_as<std::remove_cv_t<decltype(Event)>> auto... More>
    requires enumerated<std::remove_cv_t<decltype(Event)>>
struct vetoes {
    using about = std::remove_cv_t<decltype(Event)>;

    template <class Request>
        requires std::same_as<typename Request::event_type, about>
    [[nodiscard]] constexpr typename Request::verdict_type operator()(const Request& asked) const noexcept {
        return against(asked.event) ? Request::refuse({.why = cause::vetoed}) : Request::agree();
    }
    [[nodiscard]] static constexpr bool may_agree(auto, about event) noexcept { return !against(event); }

private:
    [[nodiscard]] static constexpr bool against(about event) noexcept {
        return event == Event || ((event == More) || ...);
    }
};

}  // namespace emptor
