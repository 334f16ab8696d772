// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include <emptor/funnel.hpp>

#include "visits.hpp"

namespace report_test {
namespace {

using namespace std::chrono_literals;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
using shop::visit;
using enum shop::event;

/// The value at a share of a sorted sample, between its two neighbours.
double plain_quantile(const std::vector<double>& sorted, double share) {
    const double place = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(place);
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

/// Whether a rate is at the edge of what is plausible for it: 1.96 standard errors of that rate away from what was seen
/// (E. B. Wilson 1927). At 0 and 1 it may be nearer.
void check_edge(double edge, std::uint64_t of, std::uint64_t taken) {
    constexpr double z = 1.959963984540054;
    const double n = static_cast<double>(of);
    const double seen = static_cast<double>(taken) / n;
    const double away = std::abs(edge - seen) / std::sqrt(std::max(edge * (1 - edge), 1e-300) / n);
    if ((taken == 0 && edge == 0) || (taken == of && edge == 1)) return;
    REQUIRE_THAT(away, WithinRel(z, 1e-6));
}

template <class Summary>
void check_times(const Summary& found, std::vector<double> times) {
    std::sort(times.begin(), times.end());
    REQUIRE(found.entities == times.size());
    REQUIRE(found.negative == 0);
    REQUIRE(found.median.has_value() == !times.empty());
    if (times.empty()) return;
    REQUIRE_THAT(found.median->count(), WithinRel(plain_quantile(times, 0.5), 1e-12));
    REQUIRE_THAT(found.p90->count(), WithinRel(plain_quantile(times, 0.9), 1e-12));
}

}  // namespace

TEST_CASE("every number of a report is a plain count over the attempts, and what was lost adds up") {
    const std::uint64_t seed = 20'261'123;
    emptor_test::generator random{seed};
    std::uint64_t open_ones = 0;
    std::uint64_t expired_ones = 0;
    for (int i = 0; i < 300; ++i) {
        CAPTURE(seed, i);
        const auto visits = shop::draw(random);
        const auto attempts = shop::attempts(visits);
        const auto report = attempts.report();

        std::set<std::uint32_t> entities;
        std::map<std::uint32_t, std::chrono::sys_seconds> last_start;
        for (const visit& each : visits) {
            entities.insert(each.who);
            if (each.what == seen) last_start[each.who] = each.at;
        }
        REQUIRE(report.events() == visits.size());
        REQUIRE(report.entities() == entities.size());
        REQUIRE(report.unmatched() ==
                static_cast<std::uint64_t>(
                    std::count_if(visits.begin(), visits.end(), [](const visit& each) { return each.what == left; })));
        REQUIRE(report.out_of_order() == 0);

        std::uint64_t before = 0;
        for (std::size_t k = 1; k <= 3; ++k) {
            CAPTURE(k);
            const auto& step = report.steps()[k - 1];
            std::uint64_t reached = 0;
            std::uint64_t open = 0;
            std::uint64_t lost = 0;
            std::vector<double> from_previous;
            std::vector<double> since_first;
            std::vector<double> in_attempt;
            for (const auto each : attempts) {
                if (each.level() + 1 == k) {
                    ++lost;
                    open += last_start.at(each.who()) + 48h >= visits.back().at ? 1U : 0U;
                }
                if (each.level() < k) continue;
                ++reached;
                in_attempt.push_back(each.between(*each.at(1), *each.at(k)));
                since_first.push_back(each.between(*each.first_at(1), *each.first_at(k)));
                if (k > 1) from_previous.push_back(each.between(*each.at(k - 1), *each.at(k)));
            }
            REQUIRE(step.entities == reached);
            if (k == 1) {
                before = reached;
                continue;
            }
            check_times(step.in_attempt, in_attempt);
            check_times(step.since_first_start, since_first);
            check_times(step.from_previous, from_previous);
            REQUIRE(step.drop_off == lost);
            REQUIRE(step.drop_off == before - reached);
            REQUIRE(step.open == open);
            REQUIRE(step.expired == lost - open);
            open_ones += open;
            expired_ones += lost - open;
            const std::uint64_t first = report.steps()[0].entities;
            REQUIRE(step.share_of_first.has_value() == (first > 0));
            REQUIRE(step.share_of_previous.has_value() == (before > 0));
            if (first > 0) {
                REQUIRE(*step.share_of_first == static_cast<double>(reached) / static_cast<double>(first));
                check_edge(step.interval_of_first->low, first, reached);
                check_edge(step.interval_of_first->high, first, reached);
            }
            if (before > 0) {
                REQUIRE(*step.share_of_previous == static_cast<double>(reached) / static_cast<double>(before));
                check_edge(step.interval_of_previous->low, before, reached);
                check_edge(step.interval_of_previous->high, before, reached);
            }
            before = reached;
        }
    }
    CHECK(open_ones > 100);
    CHECK(expired_ones > 100);
}

TEST_CASE("means, bins and extremes of times are plain counts over the attempts") {
    const std::uint64_t seed = 20'261'124;
    emptor_test::generator random{seed};
    for (int i = 0; i < 200; ++i) {
        CAPTURE(seed, i);
        const auto attempts = shop::attempts(shop::draw(random));
        emptor::time_to_convert times{1, 2};
        std::vector<double> plain;
        for (const auto each : attempts) {
            times.count(each);
            if (each.level() >= 2) plain.push_back(each.between(*each.at(1), *each.at(2)));
        }
        REQUIRE(times.converted() == plain.size());
        if (plain.empty()) continue;
        std::sort(plain.begin(), plain.end());
        double sum = 0;  // of whole seconds: exact
        for (const double each : plain) sum += each;
        REQUIRE(*times.mean() == sum / static_cast<double>(plain.size()));
        REQUIRE(times.range() == emptor::number_range{plain.front(), plain.back(), plain.size()});
        for (const double share : {0.0, 0.25, 0.9, 1.0}) {
            REQUIRE_THAT(*times.quantile(share), WithinRel(plain_quantile(plain, share), 1e-12));
        }
        double edge = plain.front();
        for (const emptor::number_bin& bin : times.histogram()) {
            REQUIRE(bin.low == edge);
            REQUIRE(bin.numbers == static_cast<std::uint64_t>(std::count_if(plain.begin(), plain.end(), [&](double t) {
                        return bin.low <= t && t < bin.high;
                    })));
            edge = bin.high;
        }
    }
}

}  // namespace report_test
