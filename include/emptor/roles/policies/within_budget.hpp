// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The budget and the deadline of a deal.

#include <emptor/roles/verdict.hpp>

namespace emptor {

/// Refuses an amount above the deal's budget. A deal without a budget has no such limit.
struct within_budget {
    template <class Request>
    [[nodiscard]] constexpr typename Request::verdict_type operator()(const Request& asked) const {
        if (!asked.budget || asked.amount <= *asked.budget) return Request::agree();
        return Request::refuse({.why = cause::over_budget, .by = asked.amount - *asked.budget});
    }
};

/// Refuses what is asked after the deal's deadline; at the deadline it is still in time.
struct before_deadline {
    template <class Request>
    [[nodiscard]] constexpr typename Request::verdict_type operator()(const Request& asked) const {
        if (!asked.deadline || !(*asked.deadline < asked.when)) return Request::agree();
        return Request::refuse({.why = cause::too_late, .since = asked.deadline});
    }
};

}  // namespace emptor
