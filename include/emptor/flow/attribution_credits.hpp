// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What each channel is credited with.

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/flow/attribution_paths.hpp>
#include <emptor/flow/state.hpp>

namespace emptor {

/// What a channel is credited with by a rule.
struct channel_credit {
    std::string channel;
    double conversions{};
    double value{};  ///< in the units in which conversions were valued, such as cents

    friend bool operator==(const channel_credit&, const channel_credit&) = default;
};

/// The credit of each channel: enumerators in their order, texts in that of the alphabet (of their bytes).
///
/// @invariant the conversions of all channels and `unattributed().conversions` add up to `total().conversions`, and so
///            do the values: every credit is a multiple of the last binary place of the total, so that plain addition
///            in any order does not round. From what the rule says it differs by a few such places, as rounding does.
class attribution_credits {
public:
    /// @param credits one a channel.
    attribution_credits(std::vector<channel_credit> credits, const journey_tally& total,
                        const journey_tally& unattributed) noexcept
        : credits_{std::move(credits)}, total_{total}, unattributed_{unattributed} {}

    [[nodiscard]] std::size_t size() const noexcept { return credits_.size(); }
    [[nodiscard]] auto begin() const noexcept { return credits_.begin(); }
    [[nodiscard]] auto end() const noexcept { return credits_.end(); }

    /// The credit of a channel, by its name or its enumerator.
    /// @throws std::invalid_argument if it was never seen.
    template <flow_state Channel>
    [[nodiscard]] const channel_credit& operator[](const Channel& channel) const {
        if constexpr (enumerated<Channel>) {
            return named(emptor::name(channel));
        } else {
            return named(std::string_view{channel});
        }
    }

    /// All journeys.
    [[nodiscard]] const journey_tally& total() const noexcept { return total_; }
    /// Those that touched no channel: their conversions are nobody's credit.
    [[nodiscard]] const journey_tally& unattributed() const noexcept { return unattributed_; }

    friend bool operator==(const attribution_credits&, const attribution_credits&) = default;

private:
    [[nodiscard]] const channel_credit& named(std::string_view name) const {
        const auto found =
            std::find_if(begin(), end(), [name](const channel_credit& credit) { return credit.channel == name; });
        if (found != end()) return *found;
        throw std::invalid_argument{
            std::string{"emptor::attribution_credits: no channel \""}.append(name).append("\" among ") +
            std::to_string(size())};
    }

    std::vector<channel_credit> credits_;
    journey_tally total_;
    journey_tally unattributed_;
};

}  // namespace emptor
