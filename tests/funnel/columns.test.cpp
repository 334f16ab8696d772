// SPDX-License-Identifier: BSL-1.0
#include <array>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>
#include <cstdint>
#include <deque>
#include <random>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/funnel.hpp>
#include <emptor/process.hpp>

namespace columns_test {

using emptor::columns, emptor::funnel, emptor::steps, emptor::within;

namespace {

enum class stage { search, purchase };
enum class event { chosen };

inline constexpr auto buying =
    emptor::process<stage, event>(stage::search, {
                                                     {emptor::in(stage::search), emptor::on(event::chosen),
                                                      emptor::by(emptor::role::buyer), emptor::to(stage::purchase)},
                                                     emptor::ends(stage::purchase),
                                                 });

}  // namespace

TEST_CASE("columns are asked as rows are, by every engine") {
    struct row {
        std::uint32_t who;
        int when;
        unsigned char what;
    };
    std::mt19937 random{3};
    std::vector<row> rows;
    std::vector<std::uint32_t> who;
    std::deque<int> when;
    std::vector<unsigned char> what;
    for (int i = 0; i < 300; ++i) {
        rows.push_back({static_cast<std::uint32_t>(i / 30), i - static_cast<int>(random() % 3),
                        static_cast<unsigned char>(random() % 4)});
        who.push_back(rows.back().who);
        when.push_back(rows.back().when);
        what.push_back(rows.back().what);
    }
    const funnel question{steps(0, 1, 2), within(9)};
    const auto given = columns(who, when, std::span{what});
    CHECK(given.size() == 300);
    const auto expected = question(rows, &row::who, &row::when, &row::what);
    CHECK(expected.steps()[2].entities > 0);
    CHECK(question(given) == expected);
    CHECK(question(columns(who, when, what)) == expected);
    CHECK(question(emptor::grouped, given) == expected);
    CHECK(question(emptor::dense_ids(10), given) == expected);
    CHECK(question(emptor::parallel(2), given) == expected);
    const auto sorted = question(emptor::sort_first, rows, &row::who, &row::when, &row::what);
    CHECK(question(emptor::sort_first, given) == sorted);
    CHECK(question(emptor::sort_first, emptor::grouped, given) == sorted);
    CHECK(question(emptor::late_by(300), given).steps()[2] == sorted.steps()[2]);
}

TEST_CASE("a funnel through a process takes a fourth column of roles") {
    const std::array who{1, 2};
    const std::array when{1, 1};
    const std::array what{event::chosen, event::chosen};
    const std::array role{emptor::role::buyer, emptor::role::user};
    const funnel question{emptor::through<buying>(stage::search, stage::purchase)};
    CHECK(question(columns(who, when, what, role)).steps()[1].entities == 1);
    CHECK(question(emptor::partitioned, columns(who, when, what, role)).steps()[1].entities == 1);
    CHECK(question(emptor::grouped, columns(who, when, what)).steps()[1].entities == 0);
}

TEST_CASE("columns of different lengths are refused, with both of them") {
    const std::vector<int> three{1, 2, 3};
    const std::vector<int> two{1, 2};
    CHECK_THROWS_MATCHES(
        columns(three, three, two), std::invalid_argument,
        Catch::Matchers::Message("emptor::columns: `who` has 3 values, but `what` has 2; they must be equally long"));
    CHECK_THROWS_AS(columns(two, three, two), std::invalid_argument);
}

}  // namespace columns_test
