// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The states and moves that the picture of a flow shows.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <emptor/io/detail/flow_order.hpp>
#include <emptor/io/detail/plain_flow.hpp>

namespace emptor::io::detail {

struct flow_bar {
    std::string name{};
    std::uint64_t visits{}, entries{}, exits{}, repeats{};
    std::size_t layer{};
    std::size_t block{};
    double entry_y{}, exit_y{};  ///< the upper sides of what begins and ends there
};

struct flow_link {
    std::size_t from{}, to{};  ///< bars
    std::uint64_t count{};
    bool is_back{};
    double thick{};
    double from_y{}, to_y{};             ///< its middle at either bar
    std::vector<std::size_t> passing{};  ///< blocks between the two
    std::size_t row{};                   ///< of a move back: its lane below the bars
    double down{}, up{};                 ///< of a move back: how far from its bars it turns
};

/// The most visited states and the most frequent moves, and the layer of each state from left to right: what most do
/// leads to the right.
class flow_graph {
public:
    static constexpr std::size_t most_bars = 20, most_links = 60;

    explicit flow_graph(const plain_flow& flow) {
        take_states(flow);
        find_layers();
        take_links();
    }

    std::vector<flow_bar> bars{};
    std::vector<flow_link> links{};  ///< the most frequent first
    std::size_t layers{};
    std::size_t others{};    ///< states drawn as one
    std::size_t left_out{};  ///< moves not drawn
    std::uint64_t rare{};    ///< how often they were made

private:
    [[nodiscard]] std::uint64_t& count(std::size_t from, std::size_t to) { return counts_[from * bars.size() + to]; }

    void take_states(const plain_flow& flow) {
        std::vector<std::size_t> known;
        for (std::size_t state = 0; state < flow.states.size(); ++state) {
            if (flow.states[state].visits > 0) known.push_back(state);
        }
        std::ranges::sort(known, [&](std::size_t a, std::size_t b) {
            return std::tie(flow.states[b].visits, a) < std::tie(flow.states[a].visits, b);
        });
        const std::size_t own = known.size() > most_bars ? most_bars - 1 : known.size();
        others = known.size() - own;
        std::vector<std::size_t> bar_of(flow.states.size(), own);
        bars.resize(own + (others > 0 ? 1 : 0));
        for (std::size_t at = 0; at < known.size(); ++at) {
            const flow_state_row& state = flow.states[known[at]];
            flow_bar& bar = bars[std::min(at, own)];
            bar_of[known[at]] = std::min(at, own);
            bar.name = at < own ? state_text(state.name) : std::to_string(others) + " others";
            bar.visits += state.visits;
            bar.entries += state.entries;
            bar.exits += state.exits;
        }
        counts_.resize(bars.size() * bars.size());
        for (const flow_move& move : flow.moves) {
            if (move.from && move.to) count(bar_of[*move.from], bar_of[*move.to]) += move.count;
        }
        for (std::size_t at = 0; at < bars.size(); ++at) bars[at].repeats = std::exchange(count(at, at), 0);
    }

    /// The longest way over moves that are no exception: of at least 5 % of the visits of one of the two states.
    void find_layers() {
        flow_weights weights{bars.size(), {counts_.begin(), counts_.end()}};
        const std::vector<std::size_t> order = flow_order(weights);
        for (std::size_t place = 0; place < order.size(); ++place) {
            flow_bar& to = bars[order[place]];
            for (std::size_t before = 0; before < place; ++before) {
                const flow_bar& from = bars[order[before]];
                const double moves = weights(order[before], order[place]);
                if (moves > 0 && moves * 20 >= static_cast<double>(std::min(from.visits, to.visits))) {
                    to.layer = std::max(to.layer, from.layer + 1);
                }
            }
            layers = std::max(layers, to.layer + 1);
        }
    }

    void take_links() {
        std::uint64_t all = 0;
        for (std::size_t from = 0; from < bars.size(); ++from) {
            for (std::size_t to = 0; to < bars.size(); ++to) {
                if (count(from, to) == 0) continue;
                all += count(from, to);
                links.push_back({.from = from, .to = to, .count = count(from, to)});
                links.back().is_back = bars[to].layer <= bars[from].layer;
            }
        }
        std::ranges::sort(links, [](const flow_link& a, const flow_link& b) {
            return std::tie(b.count, a.from, a.to) < std::tie(a.count, b.from, b.to);
        });
        std::size_t kept = 0;
        std::uint64_t told = 0;
        while (kept < std::min(links.size(), most_links) &&
               static_cast<double>(told) < 0.97 * static_cast<double>(all)) {
            told += links[kept++].count;
        }
        // The most frequent way to each state and from it is drawn in any case, so that none stands alone.
        std::vector<bool> come(bars.size()), gone(bars.size());
        std::vector<flow_link> drawn;
        for (std::size_t at = 0; at < links.size(); ++at) {
            const flow_link& link = links[at];
            if (at < kept || !come[link.to] || !gone[link.from]) {
                drawn.push_back(link);
            } else {
                ++left_out;
                rare += link.count;
            }
            come[link.to] = gone[link.from] = true;
        }
        links = std::move(drawn);
    }

    std::vector<std::uint64_t> counts_;
};

}  // namespace emptor::io::detail
