// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cstdint>
#include <random>
#include <string>

#include "../fuzz/corpus.hpp"
#include "../fuzz/flow.hpp"
#include "rounds.hpp"

namespace fuzzed_test {

TEST_CASE("what was fuzzed holds, and so do thousands of random logs") {
    for (const auto& [name, input] : corpus_of("flow")) {
        CAPTURE(name);
        CHECK_NOTHROW(fuzz::flow(input));
    }
    const std::uint64_t seed = 46;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < emptor_test::rounds(4000); ++i) {
        std::string input(1 + random() % 60, '\0');
        const bool late = random() % 2 == 0;
        for (char& each : input) each = static_cast<char>(late ? random() % 256 : random() % 224);
        CAPTURE(i);
        REQUIRE_NOTHROW(fuzz::flow(input));
    }
}

}  // namespace fuzzed_test
