// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Which paths of channels journeys took, and how often they converted.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/stats/aggregate.hpp>

namespace emptor {

/// Journeys, those of them that converted, and what these were worth together: whole units, such as cents.
struct journey_tally {
    /// Above it not every whole number is a `double`, and credits could not add up.
    static constexpr std::uint64_t largest = std::uint64_t{1} << 53;

    std::uint64_t journeys{};
    std::uint64_t conversions{};
    std::uint64_t value{};

    /// @throws std::invalid_argument if one of the sums is above `largest`. Then nothing has changed.
    constexpr journey_tally& operator+=(const journey_tally& other) {
        const journey_tally sum{.journeys = add(journeys, other.journeys, "journeys"),
                                .conversions = add(conversions, other.conversions, "conversions"),
                                .value = add(value, other.value, "value")};
        return *this = sum;
    }

    friend constexpr bool operator==(const journey_tally&, const journey_tally&) noexcept = default;

private:
    [[nodiscard]] static constexpr std::uint64_t add(std::uint64_t a, std::uint64_t b, const char* name) {
        if (a <= largest && b <= largest - a) return a + b;
        throw std::invalid_argument{std::string{"emptor::journey_tally: "}.append(name) + " of " + std::to_string(a) +
                                    " and " + std::to_string(b) + "; together they must be at most " +
                                    std::to_string(largest)};
    }
};

static_assert(mergeable<journey_tally>);

/// Journeys by their path: the numbers of the channels they touched, in order. This is what rules of attribution see.
/// Takes memory for each distinct path once, 4 bytes a touch.
class journey_paths {
public:
    /// @param channels how many there are, at least; a path with a higher number adds to them.
    explicit journey_paths(std::size_t channels = 0) noexcept : channels_{channels} {}

    /// Adds journeys of one path. One that touched no channel is a path, too.
    /// @throws std::invalid_argument for more conversions than journeys, for value without a conversion, or for sums
    ///         that are too large. Then nothing has changed.
    void count(std::span<const std::uint32_t> path, const journey_tally& seen) {
        require_sound(seen);
        journey_tally total = total_;
        total += seen;
        if (seen.journeys == 0) return;
        const std::size_t number = index_.number(key(path));
        if (number >= tallies_.size()) tallies_.resize(number + 1);
        tallies_[number] += seen;  // from here on nothing throws: no path has more than all together
        total_ = total;
        for (const std::uint32_t channel : path) channels_ = std::max(channels_, std::size_t{channel} + 1);
    }

    /// How many channels there are; their numbers are below.
    [[nodiscard]] std::size_t channels() const noexcept { return channels_; }
    /// All journeys.
    [[nodiscard]] const journey_tally& total() const noexcept { return total_; }
    /// The journeys that took just this path.
    [[nodiscard]] journey_tally of(std::span<const std::uint32_t> path) const {
        const auto number = index_.find(key(path));
        return number && *number < tallies_.size() ? tallies_[*number] : journey_tally{};
    }
    /// How many distinct paths there are.
    [[nodiscard]] std::size_t size() const noexcept {
        return static_cast<std::size_t>(
            std::count_if(tallies_.begin(), tallies_.end(), [](const auto& tally) { return tally.journeys > 0; }));
    }

    /// Calls `use(path, tally)` for each distinct path, in any order; the path is a span of numbers, valid only then.
    template <class Use>
    void for_each(Use use) const {
        std::vector<std::uint32_t> path;
        for (std::size_t number = 0; number < tallies_.size(); ++number) {
            if (tallies_[number].journeys == 0) continue;  // memory ran out before it was counted
            const std::string_view bytes = index_[number];
            path.resize(bytes.size() / sizeof(std::uint32_t));
            if (!path.empty()) std::memcpy(path.data(), bytes.data(), bytes.size());
            use(std::span<const std::uint32_t>{path}, tallies_[number]);
        }
    }

private:
    [[nodiscard]] static std::string_view key(std::span<const std::uint32_t> path) noexcept {
        if (path.empty()) return "";
        return {reinterpret_cast<const char*>(path.data()), path.size_bytes()};
    }

    static void require_sound(const journey_tally& seen) {
        if (seen.conversions > seen.journeys) {
            throw std::invalid_argument{"emptor::attribution: " + std::to_string(seen.conversions) +
                                        " conversions of " + std::to_string(seen.journeys) +
                                        " journeys; a journey converts once at most"};
        }
        if (seen.conversions == 0 && seen.value > 0) {
            throw std::invalid_argument{"emptor::attribution: a value of " + std::to_string(seen.value) +
                                        " without a conversion; it must be 0"};
        }
    }

    detail::entity_index<std::string> index_;
    std::vector<journey_tally> tallies_;
    journey_tally total_;
    std::size_t channels_;
};

}  // namespace emptor
