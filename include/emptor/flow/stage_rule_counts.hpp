// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What each rule of stages took from a log, and what none took.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/events/entity.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/process/enumerators.hpp>
#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

/// What a rule took.
struct stage_rule_count {
    std::string stage{};
    std::string rule{};            ///< the texts and shapes it takes, as "search, find_*"
    std::uint64_t taken{};         ///< events that are now of its stage
    std::uint64_t taken_before{};  ///< events that it would have taken, had an earlier rule not

    friend bool operator==(const stage_rule_count&, const stage_rule_count&) = default;
};

/// A raw name that no rule takes.
struct unidentified_name {
    std::string name{};
    std::uint64_t times{};

    friend bool operator==(const unidentified_name&, const unidentified_name&) = default;
};

/// Counts of the events that each of some rules took. It keeps the rules' names, and the raw names that none took, each
/// once.
///
/// Counts of disjoint sets of events by the same rules add up, in any order, to those of all of them.
///
/// @invariant the events are those that the rules took and those that none took
class stage_rule_counts {
public:
    /// Counts of no rules; rules come with the first event or the first addition.
    stage_rule_counts() = default;

    /// Counts of these rules, `stage_rules` or `text_stage_rules`, that took nothing yet.
    template <class Rules>
        requires requires(const Rules& rules) { rules.rule_text(rules.size()); }
    explicit stage_rule_counts(const Rules& rules) {
        for (std::size_t place = 0; place < rules.size(); ++place) {
            rules_.push_back({.stage = rules.stage_name(place), .rule = rules.rule_text(place)});
        }
    }

    /// Counts a raw event, so many times: what a projection of an event gives.
    /// @param rules always the same ones.
    /// @throws std::invalid_argument for other rules than those before, and for a null pointer.
    template <class Rules, class What>
    void count(const Rules& rules, const What& what, std::uint64_t times = 1) {
        detail::require_text(what);
        if (rules_.empty()) *this = stage_rule_counts{rules};
        demand_rules(rules.size());
        bool is_taken = false;
        rules.visit(what, [&](std::size_t place, bool takes) {
            if (!takes) return;
            (is_taken ? rules_[place].taken_before : rules_[place].taken) += times;
            is_taken = true;
        });
        events_ += times;
        if (is_taken || times == 0) return;
        none_ += times;
        if constexpr (detail::text_like<What>) {
            count_name(std::string_view{what}, times);
        } else if constexpr (enumerated<What>) {
            if (is_enumerator(what)) count_name(name(what), times);
        } else if constexpr (std::integral<What>) {
            count_name(std::to_string(what), times);
        }
    }

    /// Adds what the same rules took of other events.
    /// @throws std::invalid_argument for other rules.
    stage_rule_counts& operator+=(const stage_rule_counts& other) {
        if (other.rules_.empty()) return *this;
        if (rules_.empty()) return *this = other;
        stage_rule_counts sum{*this};
        sum.demand_rules(other.rules_.size());
        for (std::size_t place = 0; place < rules_.size(); ++place) {
            stage_rule_count& to = sum.rules_[place];
            const stage_rule_count& from = other.rules_[place];
            if (to.stage != from.stage || to.rule != from.rule) {
                throw std::invalid_argument{std::string{"emptor::stage_rule_counts: rule "} +
                                            std::to_string(place + 1) + " is \"" + to.rule + "\" for " + to.stage +
                                            " and \"" + from.rule + "\" for " + from.stage +
                                            "; only counts of the same rules add up"};
            }
            to.taken += from.taken;
            to.taken_before += from.taken_before;
        }
        for (const auto& [name, times] : other.names_) sum.names_[name] += times;
        sum.events_ += other.events_;
        sum.none_ += other.none_;
        *this = std::move(sum);
        return *this;
    }

    /// A row for each rule, in their order.
    [[nodiscard]] const std::vector<stage_rule_count>& rules() const noexcept { return rules_; }
    /// Of all events, those that a rule took.
    [[nodiscard]] proportion identified() const { return {events_, events_ - none_}; }
    /// How many events no rule took.
    [[nodiscard]] std::uint64_t unidentified() const noexcept { return none_; }

    /// The raw names that no rule took, the most frequent first and those of one frequency by name: so many of them, or
    /// all. What is neither text nor enumerator nor integer has no name, and stands in `unidentified()` alone.
    [[nodiscard]] std::vector<unidentified_name> unidentified_names(std::size_t most) const {
        std::vector<unidentified_name> all;
        for (const auto& [name, times] : names_) all.push_back({name, times});
        const auto middle = all.begin() + static_cast<std::ptrdiff_t>(std::min(most, all.size()));
        std::partial_sort(all.begin(), middle, all.end(), [](const unidentified_name& a, const unidentified_name& b) {
            return a.times != b.times ? a.times > b.times : a.name < b.name;
        });
        all.erase(middle, all.end());
        return all;
    }

    friend bool operator==(const stage_rule_counts&, const stage_rule_counts&) = default;

private:
    void demand_rules(std::size_t size) const {
        if (size != rules_.size()) {
            throw std::invalid_argument{std::string{"emptor::stage_rule_counts: "} + std::to_string(size) +
                                        " rules, and " + std::to_string(rules_.size()) +
                                        " before; only counts of the same rules add up"};
        }
    }

    void count_name(std::string_view name, std::uint64_t times) {
        const auto known = names_.find(name);
        if (known == names_.end()) {
            names_.emplace(name, times);
        } else {
            known->second += times;
        }
    }

    std::vector<stage_rule_count> rules_;
    std::map<std::string, std::uint64_t, std::less<>> names_;
    std::uint64_t events_{};
    std::uint64_t none_{};
};

static_assert(mergeable<stage_rule_counts>);

}  // namespace emptor
