// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where the states and moves of a flow stand in its picture.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

#include <emptor/io/detail/flow_graph.hpp>
#include <emptor/io/detail/plain_flow.hpp>
#include <emptor/io/detail/svg_canvas.hpp>

namespace emptor::io::detail {

/// A state as a bar, or one layer of a move that passes by it.
struct flow_block {
    std::optional<std::size_t> bar{};   ///< the bar; none for a move that passes
    std::optional<std::size_t> move{};  ///< the move that passes
    std::size_t layer{};
    double thick{};  ///< of the bar, or of the move
    double head{};   ///< room above it, for its name
    double y{};      ///< the upper side of the bar

    [[nodiscard]] double middle() const { return y + thick / 2; }
};

/// Lays states out in layers from left to right, so that what most do leads to the right. Moves that skip layers pass
/// between the bars there; moves back go below all of them. No two bars, names or passing moves overlap.
class flow_layout : public flow_graph {
public:
    static constexpr double bar_width = 14, gap = 16, column_room = 330, turn = 7, row_text = 15;

    explicit flow_layout(const plain_flow& flow) : flow_graph{flow} {
        name_room = long_names() ? 54 : 38;
        scale_ = scale();
        for (flow_link& link : links) link.thick = thick(link.count);
        make_blocks();
        put_in_order();
        place_blocks();
        place_ports();
        place_rows();
    }

    std::vector<flow_block> blocks{};  ///< the bars, then what passes
    double name_room{};                ///< above each bar: for two lines of a name where any needs them
    double height{};                   ///< of the layers
    double rows_height{};              ///< of the lanes below
    std::vector<double> rows;          ///< the middle of each lane, from the layers' lower end

    [[nodiscard]] double thick(std::uint64_t count) const {
        return count == 0 ? 0 : std::max(1.0, static_cast<double>(count) * scale_);
    }

    /// The room that moves back need to turn beside a layer.
    [[nodiscard]] double turning(std::size_t layer, bool leaving) const {
        double room = 0;
        for (const flow_link& link : links) {
            if (!link.is_back || bars[leaving ? link.from : link.to].layer != layer) continue;
            room = std::max(room, (leaving ? link.down : link.up) + link.thick / 2 + 4);
        }
        return room;
    }

private:
    [[nodiscard]] bool long_names() const {
        return std::ranges::any_of(bars, [](const flow_bar& bar) { return set_width(bar.name, {14, true}) > 128; });
    }

    /// Pixels a visit, so that the fullest layer just fits.
    [[nodiscard]] double scale() const {
        std::vector<double> sums(layers);
        for (const flow_bar& bar : bars) sums[bar.layer] += static_cast<double>(bar.visits);
        for (const flow_link& link : links) {
            for (std::size_t layer = bars[link.from].layer + 1; layer < bars[link.to].layer; ++layer) {
                sums[layer] += static_cast<double>(link.count);
            }
        }
        double most = 1;
        for (const double sum : sums) most = std::max(most, sum);
        return column_room / most;
    }

    void make_blocks() {
        for (std::size_t at = 0; at < bars.size(); ++at) {
            flow_bar& bar = bars[at];
            const double repeats = thick(bar.repeats);
            double in = thick(bar.entries) + repeats, out = thick(bar.exits) + repeats;
            for (const flow_link& link : links) {
                in += link.to == at ? link.thick : 0;
                out += link.from == at ? link.thick : 0;
            }
            bar.block = blocks.size();
            blocks.push_back({.bar = at,
                              .layer = bar.layer,
                              .thick = std::max({3.0, thick(bar.visits), in, out}),
                              .head = name_room});
        }
        for (std::size_t at = 0; at < links.size(); ++at) {
            for (std::size_t layer = bars[links[at].from].layer + 1; layer < bars[links[at].to].layer; ++layer) {
                links[at].passing.push_back(blocks.size());
                blocks.push_back({.move = at, .layer = layer, .thick = links[at].thick});
            }
        }
        columns_.resize(layers);
        for (std::size_t at = 0; at < blocks.size(); ++at) columns_[blocks[at].layer].push_back(at);
        beside_.resize(blocks.size());
        for (const flow_link& link : links) {
            if (link.is_back) continue;
            std::size_t before = bars[link.from].block;
            const auto join = [&](std::size_t next) {
                beside_[before].push_back({next, link.thick});
                beside_[next].push_back({before, link.thick});
                before = next;
            };
            for (const std::size_t block : link.passing) join(block);
            join(bars[link.to].block);
        }
    }

    /// The mean of `of(block)` over what a block leads to, or comes from, weighted by how much.
    template <class Of>
    [[nodiscard]] std::optional<double> mean_beside(std::size_t block, bool before, Of of) const {
        double sum = 0, weight = 0;
        for (const auto& [other, thickness] : beside_[block]) {
            if ((blocks[other].layer < blocks[block].layer) != before) continue;
            sum += of(other) * thickness;
            weight += thickness;
        }
        return weight > 0 ? std::optional{sum / weight} : std::nullopt;
    }

    /// How much crosses how much between the layers.
    [[nodiscard]] double crossings(const std::vector<double>& place) const {
        double sum = 0;
        for (std::size_t layer = 0; layer + 1 < layers; ++layer) {
            std::vector<std::tuple<double, double, double>> ways;
            for (const std::size_t block : columns_[layer]) {
                for (const auto& [other, thickness] : beside_[block]) {
                    if (blocks[other].layer > layer) ways.emplace_back(place[block], place[other], thickness);
                }
            }
            for (std::size_t i = 0; i < ways.size(); ++i) {
                for (std::size_t j = 0; j < i; ++j) {
                    const auto& [a, b, one] = ways[i];
                    const auto& [c, d, two] = ways[j];
                    if ((a - c) * (b - d) < 0) sum += std::min(one, two);
                }
            }
        }
        return sum;
    }

    /// Orders each layer by the means of its neighbours (K. Sugiyama, S. Tagawa and M. Toda 1981, IEEE Trans. Syst.
    /// Man Cybern. 11, 109-125) and keeps the order in which least crosses.
    void put_in_order() {
        std::vector<double> place(blocks.size());
        const auto number = [&](std::size_t layer) {
            for (std::size_t at = 0; at < columns_[layer].size(); ++at) {
                place[columns_[layer][at]] =
                    (static_cast<double>(at) + 0.5) / static_cast<double>(columns_[layer].size());
            }
        };
        for (std::size_t layer = 0; layer < layers; ++layer) number(layer);
        auto best = columns_;
        double least = crossings(place);
        for (std::size_t pass = 0; pass < 16; ++pass) {
            const bool forth = pass % 2 == 0;
            for (std::size_t step = 0; step < layers; ++step) {
                const std::size_t layer = forth ? step : layers - 1 - step;
                std::vector<std::tuple<double, double, std::size_t>> wanted;
                for (const std::size_t block : columns_[layer]) {
                    const auto mean = mean_beside(block, forth, [&](std::size_t other) { return place[other]; });
                    wanted.emplace_back(mean.value_or(place[block]), place[block], block);
                }
                std::ranges::sort(wanted);
                for (std::size_t at = 0; at < wanted.size(); ++at) columns_[layer][at] = std::get<2>(wanted[at]);
                number(layer);
            }
            if (const double now = crossings(place); now < least) {
                least = now;
                best = columns_;
            }
        }
        columns_ = std::move(best);
    }

    [[nodiscard]] static double needed(const flow_block& block) { return block.head + block.thick; }

    void place_blocks() {
        for (const auto& column : columns_) {
            double sum = -gap;
            for (const std::size_t block : column) sum += needed(blocks[block]) + gap;
            height = std::max(height, sum);
        }
        for (std::size_t layer = 0; layer < layers; ++layer) settle(layer);
        for (std::size_t pass = 0; pass < 60; ++pass) {
            const bool forth = pass % 2 == 0;
            const double eagerness = 1 - static_cast<double>(pass) / 80;
            for (std::size_t step = 0; step < layers; ++step) {
                const std::size_t layer = forth ? step : layers - 1 - step;
                for (const std::size_t block : columns_[layer]) {
                    const auto mean =
                        mean_beside(block, forth, [&](std::size_t other) { return blocks[other].middle(); });
                    if (mean) blocks[block].y += (*mean - blocks[block].middle()) * eagerness;
                }
                settle(layer);
            }
        }
        double top = height;
        for (const flow_block& block : blocks) top = std::min(top, block.y - block.head);
        double bottom = 0;
        for (flow_block& block : blocks) {
            block.y -= top;
            bottom = std::max(bottom, block.y + block.thick);
        }
        height = bottom;
    }

    /// Moves the blocks of a layer as little as it takes that none overlaps another.
    void settle(std::size_t layer) {
        double free = 0;
        for (const std::size_t at : columns_[layer]) {
            flow_block& block = blocks[at];
            block.y = std::max(block.y, free + block.head);
            free = block.y + block.thick + gap;
        }
        double limit = height;
        for (std::size_t i = columns_[layer].size(); i-- > 0;) {
            flow_block& block = blocks[columns_[layer][i]];
            block.y = std::min(block.y, limit - block.thick);
            limit = block.y - block.head - gap;
        }
    }

    /// On each side of a bar stand what goes on or comes by order of where, then what repeats, then what goes back;
    /// what begins stands on top, and what ends below what goes on.
    void place_ports() {
        for (std::size_t at = 0; at < bars.size(); ++at) {
            flow_bar& bar = bars[at];
            for (const bool leaving : {true, false}) {
                std::vector<std::tuple<bool, double, std::size_t>> order;
                for (std::size_t i = 0; i < links.size(); ++i) {
                    const flow_link& link = links[i];
                    if ((leaving ? link.from : link.to) != at) continue;
                    const std::size_t other = link.passing.empty() ? bars[leaving ? link.to : link.from].block
                                              : leaving            ? link.passing.front()
                                                                   : link.passing.back();
                    order.emplace_back(link.is_back, link.is_back ? 0 : blocks[other].middle(), i);
                }
                std::ranges::sort(order);
                double y = blocks[bar.block].y;
                if (!leaving) {
                    bar.entry_y = y;
                    y += thick(bar.entries);
                }
                bool ended = !leaving;
                const auto end = [&] {
                    if (std::exchange(ended, true)) return;
                    bar.exit_y = y;
                    y += thick(bar.exits);
                };
                double lower = blocks[bar.block].y + blocks[bar.block].thick;
                for (const auto& [is_back, mean, i] : order) lower -= is_back ? links[i].thick : 0;
                for (const auto& [is_back, mean, i] : order) {
                    if (is_back) {
                        end();
                        y = std::exchange(lower, lower + links[i].thick);
                    }
                    (leaving ? links[i].from_y : links[i].to_y) = y + links[i].thick / 2;
                    y += links[i].thick;
                }
                end();
            }
        }
    }

    /// Gives moves back their lanes, the shortest the nearest, and their turns: what leaves lower turns nearer.
    void place_rows() {
        std::vector<std::size_t> back;
        for (std::size_t i = 0; i < links.size(); ++i) {
            if (links[i].is_back) back.push_back(i);
        }
        const auto span = [&](std::size_t i) { return bars[links[i].from].layer - bars[links[i].to].layer; };
        std::ranges::sort(back,
                          [&](std::size_t a, std::size_t b) { return std::pair{span(a), a} < std::pair{span(b), b}; });
        std::vector<std::vector<std::size_t>> taken;
        for (const std::size_t i : back) {
            flow_link& link = links[i];
            const auto apart = [&](std::size_t other) {
                return bars[links[other].from].layer < bars[link.to].layer ||
                       bars[link.from].layer < bars[links[other].to].layer;
            };
            while (link.row < taken.size() && !std::ranges::all_of(taken[link.row], apart)) ++link.row;
            if (link.row == taken.size()) taken.emplace_back();
            taken[link.row].push_back(i);
        }
        double y = back.empty() ? 0 : 12;
        for (const auto& row : taken) {
            double widest = 0;
            for (const std::size_t i : row) widest = std::max(widest, links[i].thick);
            y += row_text;
            rows.push_back(y + widest / 2);
            y += widest + 3;
        }
        rows_height = y;
        for (const bool leaving : {true, false}) {
            std::ranges::sort(back, [&](std::size_t a, std::size_t b) {
                const auto at = [&](std::size_t i) { return leaving ? links[i].from_y : links[i].to_y; };
                return std::pair{-at(a), a} < std::pair{-at(b), b};
            });
            std::vector<double> free(layers, 24);
            for (const std::size_t i : back) {
                flow_link& link = links[i];
                double& from = free[bars[leaving ? link.from : link.to].layer];
                (leaving ? link.down : link.up) = from + link.thick / 2;
                from += link.thick + 5;
            }
        }
    }

    double scale_{};
    std::vector<std::vector<std::size_t>> columns_;  // of each layer, from the top
    std::vector<std::vector<std::pair<std::size_t, double>>> beside_;
};

}  // namespace emptor::io::detail
