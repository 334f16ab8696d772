// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Whether moves depend on where one is, on where one was before, and on the time: what a Markov chain takes for
/// granted.
///
/// Likelihood-ratio tests of T. W. Anderson and L. A. Goodman 1957, Statistical inference about Markov chains, Ann.
/// Math. Stat. 28, 89-110. A state that was never left, or a move never seen, says nothing and adds no degree of
/// freedom.

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/flow/transition_counts.hpp>
#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/chi_squared.hpp>
#include <emptor/stats/chi_squared_test.hpp>
#include <emptor/stats/contingency_table.hpp>

namespace emptor {

namespace detail {

/// Tests of tables that have nothing to do with each other, as one. Absent where none of them says anything.
class joint_test {
public:
    void add(const contingency_table& table) {
        const auto test = g_test(table);
        if (!test) return;
        sum_.statistic += test->statistic;
        sum_.degrees += test->degrees;
        sum_.smallest_expected = std::min(sum_.smallest_expected, test->smallest_expected);
        sum_.cells += test->cells;
        sum_.cells_expected_below_5 += test->cells_expected_below_5;
    }

    [[nodiscard]] std::optional<chi_squared_result> result() const {
        if (sum_.degrees == 0) return std::nullopt;
        chi_squared_result whole = sum_;
        whole.p = chi_squared(whole.statistic, static_cast<double>(whole.degrees)).upper;
        return whole;
    }

private:
    chi_squared_result sum_{.smallest_expected = std::numeric_limits<double>::infinity()};
};

/// How often each row and column met, where only few of them did. Rows and columns are any numbers.
class sparse_table {
public:
    void count(std::size_t row, std::size_t column, std::uint64_t times) {
        cells_.push_back({place(rows_, row), place(columns_, column), times});
    }

    [[nodiscard]] contingency_table full() const {
        std::vector<std::vector<std::uint64_t>> counts(rows_.size(), std::vector<std::uint64_t>(columns_.size()));
        for (const auto& each : cells_) counts[each[0]][each[1]] += each[2];
        contingency_table table{rows_.size(), columns_.size()};
        for (std::size_t row = 0; row < rows_.size(); ++row) {
            for (std::size_t column = 0; column < columns_.size(); ++column) {
                table.count({row, column}, counts[row][column]);
            }
        }
        return table;
    }

private:
    static std::size_t place(std::map<std::size_t, std::size_t>& places, std::size_t number) {
        return places.try_emplace(number, places.size()).first->second;
    }

    std::map<std::size_t, std::size_t> rows_;
    std::map<std::size_t, std::size_t> columns_;
    std::vector<std::array<std::uint64_t, 3>> cells_;
};

}  // namespace detail

/// Whether the next state depends on the present one (order 1) or not (order 0).
/// @return absent where fewer than two states were left, or than two entered.
template <class State>
[[nodiscard]] std::optional<chi_squared_result> dependence_test(const transition_counts<State>& counts) {
    detail::sparse_table table;
    counts.for_each_move([&](std::size_t from, std::size_t to, std::uint64_t count) { table.count(from, to, count); });
    return g_test(table.full());
}

/// Whether moves are as likely in each period: the same chain for all of them, against one for each. States are matched
/// by name.
/// @return absent where no state was left in two ways and in two periods.
template <class State>
[[nodiscard]] std::optional<chi_squared_result> stationarity_test(std::span<const transition_counts<State>> periods) {
    detail::entity_index<std::string> names;
    std::vector<detail::sparse_table> tables;
    for (std::size_t period = 0; period < periods.size(); ++period) {
        const auto& counts = periods[period];
        counts.for_each_move([&](std::size_t from, std::size_t to, std::uint64_t count) {
            const std::size_t row = names.number(counts.name(from));
            if (row >= tables.size()) tables.resize(row + 1);
            tables[row].count(period, names.number(counts.name(to)), count);
        });
    }
    detail::joint_test all;
    for (const auto& each : tables) all.add(each.full());
    return all.result();
}

/// The same for periods in a vector.
template <class State>
[[nodiscard]] std::optional<chi_squared_result> stationarity_test(
    const std::vector<transition_counts<State>>& periods) {
    return stationarity_test(std::span<const transition_counts<State>>{periods});
}

/// Counts of three states one after the other: what it takes to see whether the state before the present one matters.
/// Counts of disjoint sets of paths add up to those of all of them.
template <class State>
    requires std::same_as<State, std::string> || enumerated<State>
class triple_counts {
public:
    using lookup_type = typename transition_counts<State>::lookup_type;

    /// Counts one whole path, the states of one entity in order.
    /// @throws std::invalid_argument for a state that is no enumerator; then nothing of the path is counted.
    template <std::ranges::forward_range Path>
        requires detail::gives_state<std::ranges::range_reference_t<const Path>>
    void count(const Path& path) {
        const auto states = detail::state_numbers("emptor::triple_counts", states_, path);
        for (std::size_t i = 2; i < states.size(); ++i) ++triples_[{states[i - 1], states[i - 2], states[i]}];
    }

    /// Adds the counts of other paths.
    triple_counts& operator+=(const triple_counts& other) {
        triple_counts sum{*this};
        for (const auto& [triple, times] : other.triples_) {
            key here{};
            for (std::size_t i = 0; i < here.size(); ++i) {
                here[i] = sum.states_.number_of(other.states_, triple[i]);
            }
            sum.triples_[here] += times;
        }
        *this = std::move(sum);
        return *this;
    }

    /// How often these three came one after the other.
    [[nodiscard]] std::uint64_t times(lookup_type first, lookup_type second, lookup_type third) const {
        const auto found = triples_.find({states_.find(second), states_.find(first), states_.find(third)});
        return found == triples_.end() ? 0 : found->second;
    }

    /// Whether the next state depends on the one before the present one (order 2) or not (order 1).
    /// @return absent where no state was entered from two states and left for two.
    [[nodiscard]] std::optional<chi_squared_result> order_test() const {
        detail::joint_test all;
        for (auto each = triples_.begin(); each != triples_.end();) {
            const std::uint32_t middle = each->first[0];
            detail::sparse_table table;
            for (; each != triples_.end() && each->first[0] == middle; ++each) {
                table.count(each->first[1], each->first[2], each->second);
            }
            all.add(table.full());
        }
        return all.result();
    }

    friend bool operator==(const triple_counts& a, const triple_counts& b) {
        if (a.triples_.size() != b.triples_.size()) return false;
        return std::ranges::all_of(a.triples_, [&](const auto& each) {
            key there{};
            for (std::size_t i = 0; i < there.size(); ++i) {
                if constexpr (enumerated<State>) {
                    there[i] = each.first[i];
                } else {
                    there[i] = b.states_.find(a.states_.name(each.first[i]));
                }
            }
            const auto found = b.triples_.find(there);
            return found != b.triples_.end() && found->second == each.second;
        });
    }

private:
    using key = std::array<std::uint32_t, 3>;  // the second, the first, the third

    [[no_unique_address]] detail::state_list<State> states_;
    std::map<key, std::uint64_t> triples_;
};

static_assert(aggregate_of<triple_counts<std::string>, std::vector<std::string>>);

}  // namespace emptor
