// SPDX-License-Identifier: BSL-1.0
#include <emptor/flow/chain_tests.hpp>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <emptor/process/role.hpp>

namespace chain_tests_test {

using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using path = std::vector<std::string>;

namespace {

template <class Counts>
Counts counts_of(const std::vector<path>& paths) {
    Counts counts;
    for (const path& each : paths) counts.count(each);
    return counts;
}

using moves = emptor::transition_counts<std::string>;
using triples = emptor::triple_counts<std::string>;

std::vector<path> random_paths(std::mt19937_64& random, std::uint64_t states) {
    std::vector<path> paths(random() % 30);
    for (path& each : paths) {
        each.resize(random() % 9);
        for (std::string& state : each) state = std::string(1, static_cast<char>('a' + random() % states));
    }
    return paths;
}

/// 2 sum n log(n n.. / (n.k n j.)) over tables of (which, row, column), with the degrees of freedom of those filled.
std::pair<double, std::size_t> likelihood_ratio(
    const std::map<std::tuple<std::string, std::string, std::string>, double>& cells) {
    std::map<std::string, double> whole;
    std::map<std::pair<std::string, std::string>, double> rows, columns;
    for (const auto& [cell, count] : cells) {
        const auto& [table, row, column] = cell;
        whole[table] += count;
        rows[{table, row}] += count;
        columns[{table, column}] += count;
    }
    double sum = 0;
    for (const auto& [cell, count] : cells) {
        const auto& [table, row, column] = cell;
        sum += 2 * count * std::log(count * whole[table] / (rows[{table, row}] * columns[{table, column}]));
    }
    std::size_t degrees = 0;
    for (const auto& [table, all] : whole) {
        std::size_t of_rows = 0, of_columns = 0;
        for (const auto& [key, count] : rows) of_rows += key.first == table ? 1U : 0U;
        for (const auto& [key, count] : columns) of_columns += key.first == table ? 1U : 0U;
        degrees += (of_rows - 1) * (of_columns - 1);
    }
    return {sum, degrees};
}

void require_same(const std::optional<emptor::chi_squared_result>& found,
                  const std::pair<double, std::size_t>& expected) {
    REQUIRE(found.has_value() == (expected.second > 0));
    if (!found) return;
    CHECK_THAT(found->statistic, WithinAbs(expected.first, 1e-9));
    CHECK(found->degrees == expected.second);
    CHECK(found->p == emptor::chi_squared(found->statistic, static_cast<double>(found->degrees)).upper);
}

}  // namespace

TEST_CASE("tests of order and of time agree with the formula on random paths") {
    const std::uint64_t seed = 14;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 500; ++i) {
        CAPTURE(i);
        std::map<std::tuple<std::string, std::string, std::string>, double> first, second, time;
        std::vector<moves> periods;
        triples three;
        moves all;
        for (int period = 0; period < 3; ++period) {
            const auto paths = random_paths(random, 2 + random() % 3);
            for (const path& each : paths) {
                for (std::size_t k = 1; k < each.size(); ++k) {
                    ++first[{"", each[k - 1], each[k]}];
                    ++time[{each[k - 1], std::to_string(period), each[k]}];
                    if (k > 1) ++second[{each[k - 1], each[k - 2], each[k]}];
                }
            }
            periods.push_back(counts_of<moves>(paths));
            three += counts_of<triples>(paths);
            all += periods.back();
        }
        require_same(emptor::dependence_test(all), likelihood_ratio(first));
        require_same(emptor::stationarity_test(periods), likelihood_ratio(time));
        require_same(three.order_test(), likelihood_ratio(second));
    }
}

TEST_CASE("two periods of one state are compared like two groups") {
    const auto period = [](int bought, int lost) {
        moves counts;
        for (int i = 0; i < bought; ++i) counts.count(path{"need", "won"});
        for (int i = 0; i < lost; ++i) counts.count(path{"need", "lost"});
        return counts;
    };
    const std::vector periods{period(10, 10), period(20, 0)};
    const auto found = emptor::stationarity_test(periods);
    REQUIRE(found);
    CHECK_THAT(found->statistic,
               WithinRel(2 * (10 * std::log(10 / 15.0) + 10 * std::log(10 / 5.0) + 20 * std::log(20 / 15.0)), 1e-13));
    CHECK(found->degrees == 1);
    CHECK(found->smallest_expected == 5);
    CHECK_FALSE(emptor::stationarity_test(std::vector{period(10, 10)}));
    CHECK_FALSE(emptor::stationarity_test(std::vector<moves>{}));
    CHECK_FALSE(emptor::dependence_test(period(10, 10)));
}

TEST_CASE("a memory of two states is seen, where one of them is not enough") {
    // After b comes whatever was before it: of order 2, and of order 0 to the eye that sees one state.
    const auto counts = counts_of<triples>({{"a", "b", "a"}, {"a", "b", "a"}, {"c", "b", "c"}, {"c", "b", "c"}});
    CHECK(counts.times("a", "b", "a") == 2);
    CHECK(counts.times("a", "b", "c") == 0);
    const auto found = counts.order_test();
    REQUIRE(found);
    CHECK_THAT(found->statistic, WithinRel(8 * std::log(2.0), 1e-14));
    CHECK(found->degrees == 1);
    CHECK_FALSE(triples{}.order_test());
}

TEST_CASE("triples of parts add up to those of the whole, whatever numbers their states have") {
    const std::uint64_t seed = 15;
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int i = 0; i < 500; ++i) {
        CAPTURE(i);
        const auto paths = random_paths(random, 4);
        const auto middle = paths.begin() + static_cast<std::ptrdiff_t>(random() % (paths.size() + 1));
        const auto a = counts_of<triples>({paths.begin(), middle}), b = counts_of<triples>({middle, paths.end()});
        const auto sum = [](auto x, const auto& y) { return x += y; };
        REQUIRE(sum(a, b) == counts_of<triples>(paths));
        REQUIRE(sum(b, a) == counts_of<triples>(paths));
        REQUIRE(sum(a, triples{}) == a);
    }
    CHECK_FALSE(counts_of<triples>({{"a", "b", "c"}}) == counts_of<triples>({{"c", "b", "a"}}));
    using emptor::role;
    emptor::triple_counts<role> of_roles;
    of_roles.count(std::vector{role::user, role::buyer, role::user});
    CHECK(of_roles.times(role::user, role::buyer, role::user) == 1);
    CHECK(of_roles == of_roles);
    CHECK_THROWS_AS(of_roles.count(std::vector{role::user, static_cast<role>(200)}), std::invalid_argument);
}

}  // namespace chain_tests_test
