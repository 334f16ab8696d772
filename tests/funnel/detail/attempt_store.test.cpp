// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch_test_macros.hpp>
#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

#include <emptor/funnel/detail/attempt_store.hpp>

#include "rounds.hpp"

namespace attempt_store_test {
namespace {

using store_type = emptor::detail::attempt_store<std::uint32_t>;

/// The plain way: a list of rows, of each the number it was marked with.
struct marked_rows {
    explicit marked_rows(std::size_t cells) : store{cells}, cells_{cells} {}

    void mark(std::size_t row, std::uint32_t number) {
        store.state_of(row).now = number;
        store.cells(row)[0] = number;
        store.cells(row)[cells_ - 1] = number;
        numbers[row] = number;
    }
    void resize(std::size_t rows) {
        store.resize(rows);
        numbers.resize(rows);
    }
    void require() const {
        REQUIRE(store.size() == numbers.size());
        for (std::size_t row = 0; row < numbers.size(); ++row) {
            REQUIRE(store.state_of(row).now == numbers[row]);
            REQUIRE(store.state_of(row).pending == 0);
            REQUIRE(store.cells(row)[0] == numbers[row]);
            REQUIRE(store.cells(row)[cells_ - 1] == numbers[row]);
        }
    }

    store_type store;
    std::vector<std::uint32_t> numbers{};

private:
    std::size_t cells_;
};

}  // namespace

TEST_CASE("rows of attempts stay what they are however many there come to be") {
    const auto seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < emptor_test::rounds(200); ++round) {
        // from rows that share a line of memory to rows of which a block holds a handful
        const std::size_t cells = random() % 2 == 0 ? 1 + random() % 40 : 2000 + random() % 15'000;
        const std::size_t most = cells < 100 ? 6000 : 60;
        marked_rows rows{cells};
        marked_rows others{cells};
        std::uint32_t number = 0;
        for (int i = 0; i < 30; ++i) {
            switch (random() % 8) {
                case 0:
                    rows.resize(random() % most);
                    break;
                case 1:
                    rows.resize(rows.numbers.size() + random() % 3);
                    break;
                case 2:
                    rows.store.reserve(random() % most);
                    break;
                case 3:
                    rows.store.shrink_to_fit();
                    break;
                case 4:
                    if (rows.numbers.size() > most) break;
                    rows.store.append(rows.store);
                    for (std::size_t row = 0, end = rows.numbers.size(); row < end; ++row) {
                        rows.numbers.push_back(rows.numbers[row]);
                    }
                    break;
                case 5:
                    std::swap(rows, others);
                    break;
                case 6:
                    others = rows;
                    break;
                default:
                    if (rows.numbers.size() < 2) break;
                    const std::size_t from = random() % rows.numbers.size();
                    const std::size_t to = random() % rows.numbers.size();
                    rows.mark(from, ++number);
                    rows.store.move(from, to);
                    rows.numbers[to] = rows.numbers[from];
            }
            rows.require();
            if (!rows.numbers.empty()) rows.mark(random() % rows.numbers.size(), ++number);
        }
    }
}

TEST_CASE("a store that was moved from has no rows, and can have some again") {
    store_type store{5};
    store.resize(20'000);
    store.state_of(19'999).now = 7;
    const store_type moved = std::move(store);
    CHECK(moved.size() == 20'000);
    CHECK(moved.state_of(19'999).now == 7);
    CHECK(store.size() == 0);
    store.resize(20'000);
    CHECK(store.state_of(19'999).now == 0);
}

}  // namespace attempt_store_test
