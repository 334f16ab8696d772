// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Counts journeys by the channels they touched, and credits the channels.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/flow/attribution_credits.hpp>
#include <emptor/flow/attribution_paths.hpp>
#include <emptor/flow/attribution_rule.hpp>
#include <emptor/flow/detail/attribution_shares.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/stats/aggregate.hpp>

namespace emptor {

/// Journeys along channels, by distinct path, with those that converted and their value.
///
/// Counts are equal where the same journeys took the same paths, whatever numbers their channels have. Counts of
/// disjoint sets of journeys add up to those of all of them, and so do the credits: to the last digit.
template <class Channel>
    requires std::same_as<Channel, std::string> || enumerated<Channel>
class attribution_counts {
public:
    attribution_counts() = default;

    /// @private
    attribution_counts(detail::state_list<Channel> channels, journey_paths paths)
        : channels_{std::move(channels)}, paths_{std::move(paths)} {}

    /// Counts one whole journey: the channels it touched, in order; none is a journey, too.
    /// @param converted only a `bool` will do: a price is not a yes.
    /// @param value of the conversion, in whole units such as cents.
    /// @throws std::invalid_argument for a channel that is no enumerator, or a value without a conversion. Then nothing
    ///         was counted.
    template <std::ranges::forward_range Path, std::same_as<bool> Converted>
        requires detail::gives_state<std::ranges::range_reference_t<const Path>>
    void count(const Path& path, Converted converted, std::uint64_t value = 0) {
        count(path, journey_tally{.journeys = 1, .conversions = converted ? 1U : 0U, .value = value});
    }

    /// Counts many journeys of one path.
    /// @throws std::invalid_argument also for more conversions than journeys, or sums above 2^53.
    template <std::ranges::forward_range Path>
        requires detail::gives_state<std::ranges::range_reference_t<const Path>>
    void count(const Path& path, const journey_tally& seen) {
        paths_.count(detail::state_numbers("emptor::attribution", channels_, path), seen);
    }

    /// Adds other journeys.
    attribution_counts& operator+=(const attribution_counts& other) {
        attribution_counts sum{*this};
        std::vector<std::uint32_t> here(other.channels_.size());
        for (const std::size_t channel : other.order()) {
            here[channel] = sum.channels_.number_of(other.channels_, channel);
        }
        copy(other.paths_, here, sum.paths_);
        *this = std::move(sum);
        return *this;
    }

    /// All journeys.
    [[nodiscard]] const journey_tally& total() const noexcept { return paths_.total(); }
    /// Those that touched no channel.
    [[nodiscard]] journey_tally unattributed() const { return paths_.of({}); }
    /// How many distinct paths there are, that without a channel included.
    [[nodiscard]] std::size_t paths() const noexcept { return paths_.size(); }

    /// The names of the channels in the order of credits: enumerators in theirs, texts in that of the alphabet.
    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> result;
        for (const std::size_t channel : order()) result.emplace_back(channels_.name(channel));
        return result;
    }

    /// The journeys by the numbers of their channels in that order, as rules see them.
    [[nodiscard]] journey_paths journeys() const {
        const std::vector<std::size_t> known = order();
        std::vector<std::uint32_t> places(channels_.size());
        for (std::size_t place = 0; place < known.size(); ++place) {
            places[known[place]] = static_cast<std::uint32_t>(place);
        }
        journey_paths result{known.size()};
        copy(paths_, places, result);
        return result;
    }

    /// What each channel is credited with by a rule.
    /// @throws std::invalid_argument if the rule gives what is no share, or is badly set.
    template <class Rule>
    [[nodiscard]] attribution_credits credits(const Rule& rule) const {
        static_assert(detail::is_attribution_rule<Rule>);
        const journey_tally all = total();
        const journey_tally nobody = unattributed();
        detail::channel_sums sums = detail::credited(rule, journeys());
        sums.conversions =
            detail::made_to_sum(std::move(sums.conversions), all.conversions - nobody.conversions, all.conversions);
        sums.value = detail::made_to_sum(std::move(sums.value), all.value - nobody.value, all.value);
        std::vector<channel_credit> result;
        for (std::string& name : names()) {
            const std::size_t at = result.size();
            result.push_back(
                {.channel = std::move(name), .conversions = sums.conversions[at], .value = sums.value[at]});
        }
        return {std::move(result), all, nobody};
    }

    friend bool operator==(const attribution_counts& a, const attribution_counts& b) {
        if (a.total() != b.total() || a.paths() != b.paths()) return false;
        bool same = true;
        std::vector<std::uint32_t> there;
        a.paths_.for_each([&](std::span<const std::uint32_t> path, const journey_tally& seen) {
            there.clear();
            for (const std::uint32_t channel : path) there.push_back(b.number_in(a, channel));
            same = same && b.paths_.of(there) == seen;  // a channel unknown there is on no path there
        });
        return same;
    }

private:
    [[nodiscard]] std::uint32_t number_in(const attribution_counts& other, std::uint32_t channel) const {
        if constexpr (enumerated<Channel>) {
            return channel;
        } else {
            return channels_.find(other.channels_.name(channel));
        }
    }

    /// The numbers of channels, such that what is known of them does not depend on who came first. A text that came
    /// only with a journey which could not be counted is no channel.
    [[nodiscard]] std::vector<std::size_t> order() const {
        std::vector<std::size_t> numbers(channels_.size());
        std::iota(numbers.begin(), numbers.end(), std::size_t{0});
        if constexpr (!enumerated<Channel>) {
            std::vector<bool> touched(numbers.size());
            paths_.for_each([&](std::span<const std::uint32_t> path, const journey_tally&) {
                for (const std::uint32_t channel : path) touched[channel] = true;
            });
            std::erase_if(numbers, [&](std::size_t channel) { return !touched[channel]; });
            std::sort(numbers.begin(), numbers.end(),
                      [&](std::size_t a, std::size_t b) { return channels_.name(a) < channels_.name(b); });
        }
        return numbers;
    }

    static void copy(const journey_paths& from, std::span<const std::uint32_t> numbers, journey_paths& to) {
        std::vector<std::uint32_t> renamed;
        from.for_each([&](std::span<const std::uint32_t> path, const journey_tally& seen) {
            renamed.clear();
            for (const std::uint32_t channel : path) renamed.push_back(numbers[channel]);
            to.count(renamed, seen);
        });
    }

    [[no_unique_address]] detail::state_list<Channel> channels_;
    journey_paths paths_;
};

static_assert(mergeable<attribution_counts<std::string>>);

}  // namespace emptor
