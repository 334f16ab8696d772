// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// States in the order in which a flow goes through them.

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace emptor::io::detail {

/// How often each state was followed by each other: `[from * states + to]`.
struct flow_weights {
    std::size_t states{};
    std::vector<double> counts{};

    [[nodiscard]] double operator()(std::size_t from, std::size_t to) const { return counts[from * states + to]; }
};

/// An order in which few moves go back: first the state that is left for the others more often than it is come to, and
/// so on (P. Eades, X. Lin and W. F. Smyth 1993, Inf. Process. Lett. 47, 319-323), then each state put where fewest
/// moves go back, until none is better elsewhere. O(states^3).
[[nodiscard]] inline std::vector<std::size_t> flow_order(const flow_weights& moves) {
    const std::size_t n = moves.states;
    std::vector<std::size_t> rest(n), order;
    std::iota(rest.begin(), rest.end(), std::size_t{0});
    while (!rest.empty()) {
        std::size_t best = 0;
        double most = 0;
        for (std::size_t at = 0; at < rest.size(); ++at) {
            double net = 0;
            for (const std::size_t other : rest) net += moves(rest[at], other) - moves(other, rest[at]);
            if (at == 0 || net > most) {
                best = at;
                most = net;
            }
        }
        order.push_back(rest[best]);
        rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(best));
    }
    bool better = true;
    for (std::size_t pass = 0; better && pass < n; ++pass) {
        better = false;
        for (std::size_t at = 0; at < n; ++at) {
            const std::size_t moved = order[at];
            std::size_t target = at;
            double gained = 0, best = 0;
            for (std::size_t place = at; place-- > 0;) {  // before what stands there
                gained += moves(moved, order[place]) - moves(order[place], moved);
                if (gained > best) {
                    best = gained;
                    target = place;
                }
            }
            gained = 0;
            for (std::size_t place = at + 1; place < n; ++place) {  // behind it
                gained += moves(order[place], moved) - moves(moved, order[place]);
                if (gained > best) {
                    best = gained;
                    target = place;
                }
            }
            if (target == at) continue;
            order.erase(order.begin() + static_cast<std::ptrdiff_t>(at));
            order.insert(order.begin() + static_cast<std::ptrdiff_t>(target), moved);
            better = true;
        }
    }
    return order;
}

}  // namespace emptor::io::detail
