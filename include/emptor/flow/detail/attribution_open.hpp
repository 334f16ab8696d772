// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Journeys that are under way.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <emptor/flow/attribution_paths.hpp>

namespace emptor::detail {

/// What an event is to its journey, besides a touch.
struct journey_step {
    bool touch{};
    bool converted{};
    std::uint64_t value{};
};

/// The touches of each entity since its last conversion.
class open_journeys {
public:
    /// @param channel a number, where `step.touch`.
    void count(std::size_t entity, std::uint32_t channel, const journey_step& step) {
        if (entity >= open_.size()) open_.resize(entity + 1);
        if (step.touch) open_[entity].push_back(channel);
        if (!step.converted) return;
        ended_.count(open_[entity], {.journeys = 1, .conversions = 1, .value = step.value});
        open_[entity].clear();
    }

    /// All journeys: those still under way have not converted.
    [[nodiscard]] journey_paths ended() && {
        for (const auto& path : open_) {
            if (!path.empty()) ended_.count(path, {.journeys = 1, .conversions = 0, .value = 0});
        }
        return std::move(ended_);
    }

private:
    std::vector<std::vector<std::uint32_t>> open_;
    journey_paths ended_;
};

}  // namespace emptor::detail
