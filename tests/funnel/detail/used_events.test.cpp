// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <cstdint>
#include <random>
#include <set>
#include <vector>

#include <emptor/funnel/detail/used_events.hpp>

namespace used_events_test {

using attempt = emptor::detail::live_attempt<int>;

TEST_CASE("attempts that share what they used before agree with sets of their own, however many events there are") {
    const std::uint64_t seed = 20'261'123;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < 200; ++round) {
        emptor::detail::used_events used;
        std::vector<attempt> attempts(1);
        std::vector<std::set<std::uint32_t>> plain(1);
        const std::uint64_t events = 1 + random() % 150;
        for (int i = 0; i < 40; ++i) {
            const auto from = static_cast<std::size_t>(random() % attempts.size());
            const auto event = static_cast<std::uint32_t>(random() % (events + 1));
            attempt further = attempts[from];
            std::set<std::uint32_t> own = plain[from];
            used.add(further, event);
            if (event != 0) own.insert(event);
            attempts.push_back(further);
            plain.push_back(own);
        }
        for (std::size_t i = 0; i < attempts.size(); ++i) {
            for (std::uint32_t event = 0; event <= events; ++event) {
                REQUIRE(used.has(attempts[i], event) == plain[i].contains(event));
            }
            const auto j = static_cast<std::size_t>(random() % attempts.size());
            REQUIRE(used.within(attempts[i], attempts[j]) == std::ranges::includes(plain[j], plain[i]));
        }
    }
}

}  // namespace used_events_test
