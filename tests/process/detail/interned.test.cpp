// SPDX-License-Identifier: BSL-1.0
#include <emptor/process/detail/interned.hpp>

#include <cstddef>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

namespace interned_test {

using emptor::detail::interned;

namespace {

/// One hash for all, so that only `==` tells values apart.
struct same_hash {
    std::size_t operator()(const std::string&) const noexcept { return 7; }
};

using texts = interned<std::string, same_hash>;

}  // namespace

TEST_CASE("each place holds what was put there last, and equal values are kept once", "[process]") {
    const unsigned seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random{seed};
    for (int round = 0; round < 200; ++round) {
        const std::size_t size = 1 + random() % 40;
        std::vector<std::string> plain(size, "all");
        texts kept{size, "all"};
        for (std::size_t i = random() % 100; i > 0; --i) {
            const std::size_t place = random() % size;
            plain[place] = std::string{"v"}.append(std::to_string(random() % 5));
            kept.set(place, plain[place]);
        }
        REQUIRE(kept.size() == size);
        REQUIRE(kept.kept() <= 6);
        for (std::size_t i = 0; i < size; ++i) REQUIRE(kept[i] == plain[i]);
    }
}

TEST_CASE("arrays are equal by what they hold, however they came to hold it", "[process]") {
    texts a{3, ""}, b{3, ""};
    CHECK(a == b);
    a.set(0, "x"), a.set(1, "y");
    b.set(1, "x");
    CHECK_FALSE(a == b);
    b.set(1, "y"), b.set(0, "x");
    CHECK(a == b);
    b.set(2, "z"), b.set(2, "");
    CHECK(a == b);
    CHECK_FALSE(texts{2, ""} == texts{3, ""});
    CHECK_FALSE(texts{2, "x"} == texts{2, ""});
    CHECK(texts{0, "x"} == texts{0, ""});
}

TEST_CASE("a copy goes its own way", "[process]") {
    texts a{2, "p"};
    texts b = a;
    b.set(1, "q");
    CHECK(a[1] == "p");
    CHECK(b[1] == "q");
}

}  // namespace interned_test
