// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Small random logs.

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include <emptor/funnel/steps.hpp>

namespace random_rows {

struct row {
    std::uint64_t who;
    std::int64_t when;
    emptor::step_set what;
};

/// Logs of up to eight entities with many equal times, some of them late, and events that take none, one or several of
/// five steps.
inline std::vector<row> draw(std::mt19937_64& random) {
    std::vector<row> rows;
    const std::uint64_t entities = 1 + random() % 8;
    const std::uint64_t length = random() % 80;
    for (std::uint64_t i = 0; i < length; ++i) {
        const std::uint64_t one = std::uint64_t{1} << random() % 5;
        const std::int64_t late = random() % 8 == 0 ? 5 : 0;
        rows.push_back({random() % entities, static_cast<std::int64_t>(i / 3) - late,
                        emptor::step_set{random() % 4 == 0 ? random() % 32 : one}});
    }
    return rows;
}

}  // namespace random_rows
