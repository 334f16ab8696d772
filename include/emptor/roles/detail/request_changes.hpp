// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What changes in a request that waits, when those who have to agree to it leave that to others, or take it back.

#include <cstddef>

#include <emptor/roles/detail/deal_facts.hpp>

namespace emptor::detail {

/// The duties of a request of this chain, passed on.
template <const auto& Chain>
struct request_changes {
    using facts = deal_facts<Chain>;
    using duties_type = typename facts::duties_type;
    using role_set = typename facts::role_set;
    using role_type = typename facts::role_type;
    using time_type = typename facts::time_type;
    using waiting_type = typename facts::waiting_type;

    /// Passes on what this role would have to agree to; false, and nothing done, where that would go round.
    static bool pass_on(waiting_type& request, const agreement<role_set>& rule, role_type from, role_type to) {
        if (!request.pass(from, to)) return false;
        stand_aside(request, rule);
        return true;
    }

    /// Passes on the duties of those who leave them to others from the start.
    static void stand_aside(waiting_type& request, const agreement<role_set>& rule) {
        role_set duties = rule.roles();
        duties |= request.also;
        for (const role_type duty : duties) {
            for (std::size_t hops = 0; hops < waiting_type::roles; ++hops) {
                const role_type last = enumerator_at<role_type>(request.last_of(index_of(duty)));
                const auto to = Chain.stands_aside_for(last);
                if (!to || !request.pass(last, *to)) break;
            }
        }
    }

    /// Says anew who may agree, and since when: who could before has been asked since then.
    static void reopen(waiting_type& request, const duties_type& now, const time_type& when) {
        const role_set open = now.open();
        role_set fresh = open;
        fresh -= request.open;
        for (std::size_t role = 0; role < waiting_type::roles; ++role) {
            if (fresh.contains(enumerator_at<role_type>(role))) request.asked[role] = when;
        }
        request.open = open;
    }

    /// Where less of a sequence is done than before, nobody has agreed whose turn has not come again, unless they are
    /// also asked beside the sequence.
    static void lapse_out_of_turn(waiting_type& request, const agreement<role_set>& rule, std::size_t before) {
        const std::size_t left = duties_type{rule, request}.in_turn();
        if (left >= before) return;
        role_set heard;
        const auto hear = [&](role_type duty) {
            for (std::size_t r = index_of(duty);; r = request.passed_to[r] - std::size_t{1}) {
                heard.insert(enumerator_at<role_type>(r));
                if (request.passed_to[r] == 0) break;
            }
        };
        role_set beside = request.also;
        beside -= rule.roles();
        for (const role_type duty : beside) hear(duty);
        std::size_t turn = 0;
        for (const role_type duty : rule.order()) {
            if (turn++ <= left) hear(duty);
        }
        for (std::size_t r = 0; r < waiting_type::roles; ++r) {
            if (!heard.contains(enumerator_at<role_type>(r))) request.forget(r);
        }
    }
};

}  // namespace emptor::detail
