// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A role that agrees to everything, and one that agrees to nothing.

#include <emptor/roles/verdict.hpp>

namespace emptor {

/// Agrees to everything.
struct always {
    template <class Request>
    [[nodiscard]] constexpr typename Request::verdict_type operator()(const Request&) const noexcept {
        return Request::agree();
    }
};

/// Agrees to nothing.
struct never {
    template <class Request>
    [[nodiscard]] constexpr typename Request::verdict_type operator()(const Request&) const noexcept {
        return Request::refuse({.why = cause::never});
    }
    [[nodiscard]] static constexpr bool may_agree(auto, auto) noexcept { return false; }
};

}  // namespace emptor
