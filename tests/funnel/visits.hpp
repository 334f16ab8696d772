// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Random logs of a shop, in order of time.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <emptor/funnel.hpp>

#include "../generator.hpp"

namespace shop {

enum class event { seen, tried, bought, left };

struct visit {
    std::uint32_t who;
    std::chrono::sys_seconds at;
    event what;
    std::string channel;
};

/// Somewhere in 2024, over about two months.
inline std::vector<visit> draw(emptor_test::generator& random, std::size_t most = 120) {
    std::vector<visit> visits;
    const std::size_t length = random.below(most + 1);
    std::chrono::sys_seconds at{std::chrono::seconds{1'708'000'000 + static_cast<std::int64_t>(random.below(1 << 20))}};
    for (std::size_t i = 0; i < length; ++i) {
        if (!random.chance(4)) at += std::chrono::seconds{static_cast<std::int64_t>(random.below(100'000))};
        visits.push_back({static_cast<std::uint32_t>(random.below(12)), at, static_cast<event>(random.below(4)),
                          std::string(1, static_cast<char>('a' + random.below(4)))});
    }
    return visits;
}

inline constexpr emptor::funnel within_days{emptor::steps(event::seen, event::tried, event::bought),
                                            emptor::within(std::chrono::hours{48})};

inline auto attempts(const std::vector<visit>& visits) {
    return emptor::attempts_of(within_days, visits, &visit::who, &visit::at, &visit::what,
                               emptor::split_by(&visit::channel));
}
using attempts_type = decltype(attempts({}));

/// Those of some entities, as if their log were another one.
template <class Want>
std::vector<visit> only(std::vector<visit> visits, Want want) {
    std::erase_if(visits, [&](const visit& each) { return !want(each.who); });
    return visits;
}

}  // namespace shop
