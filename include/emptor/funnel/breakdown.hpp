// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// One funnel, value by value of a property.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/funnel/attempt.hpp>
#include <emptor/funnel/detail/attempt_parts.hpp>
#include <emptor/funnel/detail/line_tally.hpp>
#include <emptor/funnel/detail/summary.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/stats/aggregate.hpp>

namespace emptor {

/// Which of its events an attempt is attributed to: that of the step it started with, that of the last one it took, or
/// that of one step.
class attribution_step {
public:
    [[nodiscard]] static constexpr attribution_step first() noexcept { return attribution_step{0}; }
    [[nodiscard]] static constexpr attribution_step last() noexcept { return attribution_step{last_taken}; }
    /// @param number of the step, from 1. An attempt that did not take it has no value.
    /// @throws std::invalid_argument unless it is 1 to 64.
    [[nodiscard]] static constexpr attribution_step at(std::size_t number) {
        if (number == 0 || number > 64) {
            throw std::invalid_argument{"emptor::attribution_step: the step is " + std::to_string(number) +
                                        "; it must be 1 to 64"};
        }
        return attribution_step{number};
    }

    /// The number of the value that an attempt is attributed to; nothing if it has none.
    template <class Attempt>
    [[nodiscard]] std::optional<std::uint32_t> value_number(const Attempt& attempt) const noexcept {
        if (step_ != 0 && step_ != last_taken) return attempt.value_number(step_);
        for (std::size_t k = 1; k <= attempt.steps(); ++k) {
            const auto value = attempt.value_number(step_ == 0 ? k : attempt.steps() + 1 - k);
            if (value) return value;
        }
        return std::nullopt;
    }

    friend constexpr bool operator==(attribution_step, attribution_step) noexcept = default;

private:
    static constexpr std::size_t last_taken = 65;

    constexpr explicit attribution_step(std::size_t step) noexcept : step_{step} {}

    std::size_t step_;
};

/// The funnel of the attempts that have one value, or some values together.
template <class Value, class Elapsed>
struct breakdown_group {
    std::optional<Value> value{};  ///< nothing for attempts that have none, and for several values
    std::size_t values{1};         ///< how many values it holds together; 0 where the attempts have none
    funnel_report<Elapsed> report;

    friend bool operator==(const breakdown_group&, const breakdown_group&) = default;
};

/// Counts attempts by a value of their events: one funnel for each value, with its shares, intervals and times.
///
/// @code
/// const auto attempts = emptor::attempts_of(asked, visits, &visit::customer, &visit::at, &visit::what,
///                                           split_by(&visit::channel));
/// emptor::funnel_breakdown by_channel{attempts, emptor::attribution_step::first()};
/// for (const auto& group : by_channel.top(5)) use(group.value, group.report);
/// @endcode
///
/// An attempt has one value, so the groups add up to the funnel, with the group of those that have none; unless they
/// were counted apart (`split_apart_by`): then an entity is in the group of every value it started with, and `sums`
/// says that they do not. Totals of a group are its entities alone, for an event is in no group.
///
/// Exact: it keeps the times of the attempts. Breakdowns of disjoint entities add up.
template <class Attempts>
class funnel_breakdown {
    using tick = typename Attempts::tick_type;
    using elapsed = typename Attempts::elapsed_type;

public:
    static_assert(Attempts::splits, "emptor::funnel_breakdown: these attempts have no values; ask with split_by");
    using value_type = typename Attempts::value_type;
    using group_type = breakdown_group<value_type, typename Attempts::elapsed_type>;

    funnel_breakdown() = default;

    /// Counts all these attempts.
    explicit funnel_breakdown(const Attempts& attempts, attribution_step to = attribution_step::first()) : to_{to} {
        const auto& terms = detail::attempt_parts::terms_of(attempts);
        names_ = terms.names;
        optional_ = terms.optional;
        window_ = terms.window;
        sums_ = !attempts.apart();
        none_ = nobody();
        std::vector<std::size_t> places(attempts.values(), unknown);
        for (const auto attempt : attempts) {
            const auto number = to_.value_number(attempt);
            if (!number) {
                add(none_, attempt);
                continue;
            }
            std::size_t& place = places[*number];
            if (place == unknown) place = place_of(attempts.value(*number));
            add(groups_[place], attempt);
        }
    }

    /// Adds the breakdown of other entities.
    /// @throws std::invalid_argument unless it is of the same steps, window and attribution.
    funnel_breakdown& operator+=(const funnel_breakdown& other) {
        if (other.names_.empty()) return *this;
        if (names_.empty()) return *this = other;
        if (names_ != other.names_ || optional_ != other.optional_ || window_ != other.window_ || to_ != other.to_) {
            throw std::invalid_argument{
                "emptor::funnel_breakdown: the other one is of another question or attribution"};
        }
        sums_ = sums_ && other.sums_;
        none_ += other.none_;
        const std::size_t count = other.groups_.size();  // they may be the same
        for (std::size_t i = 0; i < count; ++i) groups_[place_of(other.values_[i])] += other.groups_[i];
        return *this;
    }

    /// Whether the groups add up to the funnel.
    [[nodiscard]] bool sums() const noexcept { return sums_; }

    /// How many values there are.
    [[nodiscard]] std::size_t values() const noexcept { return groups_.size(); }

    /// A group for each value, those with most attempts first; then, if there are any, that of those without a value.
    [[nodiscard]] std::vector<group_type> groups() const { return top(values()); }

    /// The groups of so many values with most attempts; then one for all others together, and one for attempts without
    /// a value, if there are any.
    [[nodiscard]] std::vector<group_type> top(std::size_t most) const {
        std::vector<std::size_t> order(groups_.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
            const std::uint64_t one = groups_[a].attempts;
            const std::uint64_t other = groups_[b].attempts;
            if (one != other) return one > other;
            if constexpr (requires { values_[a] < values_[b]; }) return values_[a] < values_[b];
            return a < b;
        });
        std::vector<group_type> made;
        counted others{nobody()};
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (i < most) {
                made.push_back({value_type(values_[order[i]]), 1, report(groups_[order[i]])});
            } else {
                others += groups_[order[i]];
            }
        }
        if (most < order.size()) made.push_back({std::nullopt, order.size() - most, report(others)});
        if (none_.attempts > 0) made.push_back({std::nullopt, 0, report(none_)});
        return made;
    }

    /// Equal if they answer the same.
    friend bool operator==(const funnel_breakdown& a, const funnel_breakdown& b) {
        return a.to_ == b.to_ && a.sums_ == b.sums_ && a.names_ == b.names_ && a.optional_ == b.optional_ &&
               a.window_ == b.window_ && a.groups() == b.groups();
    }

private:
    static constexpr std::size_t unknown = ~std::size_t{};

    using tally_type = detail::line_tally<std::vector<double>>;

    struct counted {
        tally_type tally{};
        std::uint64_t attempts{};
        std::uint64_t entities{};
        std::optional<std::size_t> latest{};  // entity counted: those of one stand together

        counted& operator+=(const counted& other) {
            tally += other.tally;
            attempts += other.attempts;
            entities += other.entities;
            latest.reset();
            return *this;
        }
    };

    [[nodiscard]] counted nobody() const { return {.tally = tally_type{names_.size(), optional_}}; }

    template <class Attempt>
    static void add(counted& group, const Attempt& attempt) {
        group.tally.template add<tick, true>(detail::attempt_parts::row_of(attempt), attempt.open());
        ++group.attempts;
        if (group.latest != attempt.entity()) ++group.entities;
        group.latest = attempt.entity();
    }

    template <class Value>
    [[nodiscard]] std::size_t place_of(const Value& value) {
        const std::size_t place = values_.number(value);
        if (place == groups_.size()) groups_.push_back(nobody());
        return place;
    }

    [[nodiscard]] auto report(const counted& group) const {
        funnel_totals totals;
        totals.entities = group.entities;
        return group.tally.template report<elapsed>(names_, totals, window_, detail::summarise_times<elapsed>);
    }

    attribution_step to_ = attribution_step::first();
    std::vector<std::string> names_;
    std::uint64_t optional_{};
    std::optional<typename Attempts::elapsed_type> window_;
    detail::entity_index<value_type> values_;
    std::vector<counted> groups_;
    counted none_;
    bool sums_{true};
};

}  // namespace emptor
