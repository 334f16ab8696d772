// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Reports to render in tests.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/funnel/report.hpp>
#include <emptor/io/breakdown.hpp>

namespace reports {

using seconds = std::chrono::duration<double>;
using report = emptor::funnel_report<seconds>;
using step = emptor::funnel_step<seconds>;
using emptor::funnel_totals;
using emptor::interval;

/// Three steps with a window, every number given by hand.
inline report buying() {
    const auto took = [](std::uint64_t entities, double median, double p90) {
        return emptor::time_summary<seconds>{
            .entities = entities, .negative = 0, .median = seconds{median}, .p90 = seconds{p90}};
    };
    step first{.name = "需求识别 need", .entities = 8000, .share_of_first = 1.0};
    first.since_first_start = first.in_attempt = took(8000, 0, 0);
    step second{.name = "search",
                .entities = 3000,
                .share_of_first = 0.375,
                .share_of_previous = 0.375,
                .interval_of_first = interval{0.3646, 0.3857},
                .interval_of_previous = interval{0.3646, 0.3857},
                .drop_off = 5000,
                .expired = 4900,
                .open = 100};
    second.from_previous = took(3000, 83, 5400);
    second.since_first_start = took(3000, 90, 86400);
    second.in_attempt = took(3000, 83, 5400);
    step third{.name = "purchase <signed>",
               .entities = 842,
               .share_of_first = 0.10525,
               .share_of_previous = 0.2806666666666667,
               .interval_of_first = interval{0.09871, 0.11217},
               .interval_of_previous = interval{0.2649, 0.2970},
               .drop_off = 2158,
               .expired = 0,
               .open = 2158};
    third.from_previous = took(842, 1265760, 2592000);
    third.since_first_start = took(842, 1300000, 2600000.5);
    third.in_attempt = took(842, 1265843, 2595000);
    return {{first, second, third},
            {.events = 123456, .entities = 8005, .unmatched = 17, .out_of_order = 3, .sorted = true},
            seconds{30 * 86400.0}};
}

/// The same two steps for two groups.
inline emptor::io::breakdown<seconds> by_channel() {
    const auto small = [](std::uint64_t first, std::uint64_t last, interval range) {
        const double share = static_cast<double>(last) / static_cast<double>(first);
        step a{.name = "visit", .entities = first, .share_of_first = 1.0};
        step b{.name = "order",
               .entities = last,
               .share_of_first = share,
               .share_of_previous = share,
               .interval_of_first = range,
               .interval_of_previous = range,
               .drop_off = first - last,
               .expired = 0,
               .open = first - last};
        return report{{a, b}, {.events = first + last, .entities = first}};
    };
    return {"channel",
            small(1600, 200, {0.110, 0.142}),
            {{"web, mobile", small(1280, 128, {0.085, 0.118})}, {"fair", small(320, 72, {0.183, 0.274})}}};
}

inline report nobody() {
    const step none{.name = "visit", .entities = 0};
    step last{.name = "order", .entities = 0, .drop_off = 0, .expired = 0, .open = 0};
    return {{none, last}, {.events = 4, .entities = 2, .unmatched = 4, .out_of_order = 1, .sorted = false}};
}

inline report empty() { return {{}, {}}; }

/// Counts near their limit, and times that are no numbers.
inline report extreme() {
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    step first{.name = "a", .entities = most, .share_of_first = 1.0};
    step last{.name = "b",
              .entities = 1,
              .share_of_first = 1.0 / static_cast<double>(most),
              .share_of_previous = std::numeric_limits<double>::quiet_NaN(),
              .interval_of_first = interval{0, std::numeric_limits<double>::infinity()},
              .drop_off = most - 1,
              .expired = most - 1,
              .open = 0};
    last.from_previous = {.entities = 1,
                          .median = seconds{std::numeric_limits<double>::infinity()},
                          .p90 = seconds{std::numeric_limits<double>::quiet_NaN()}};
    last.in_attempt = {.entities = 1, .negative = 1, .median = seconds{-1e300}, .p90 = seconds{5e-324}};
    return {{first, last}, {.events = most, .entities = most, .unmatched = most, .out_of_order = most}, seconds{1e300}};
}

/// Any report: 0 to 64 steps, any bytes in their names, any number where one may be.
inline report any(std::mt19937_64& random) {
    const auto below = [&](std::uint64_t limit) { return random() % limit; };
    const auto maybe = [&](auto value) { return below(4) == 0 ? std::nullopt : std::optional{value}; };
    const auto count = [&] { return random() >> below(64); };
    const auto number = [&]() -> double {
        constexpr std::array odd{0.0,
                                 -0.0,
                                 -1.0,
                                 1e300,
                                 5e-324,
                                 std::numeric_limits<double>::infinity(),
                                 std::numeric_limits<double>::quiet_NaN()};
        if (below(5) == 0) return odd[below(odd.size())];
        return static_cast<double>(random() >> 11) * 0x1p-53 * static_cast<double>(std::uint64_t{1} << below(40));
    };
    const auto name = [&] {
        constexpr std::array<std::string_view, 9> parts{"采", "购 ",     "<b>", "&amp;", "\"'",
                                                        "🛒", "e\u0301", "]]>", "_x-"};
        std::string out;
        for (std::uint64_t left = below(12); left > 0; --left) {
            if (below(3) == 0) {
                out += static_cast<char>(static_cast<unsigned char>(below(256)));
            } else {
                out += parts[below(parts.size())];
            }
        }
        return out;
    };
    const auto times = [&] {
        return emptor::time_summary<seconds>{count(), count(), maybe(seconds{number()}), maybe(seconds{number()})};
    };
    std::vector<step> steps(below(65));
    for (step& one : steps) {
        one = {.name = name(),
               .entities = count(),
               .share_of_first = maybe(number()),
               .share_of_previous = maybe(number()),
               .interval_of_first = maybe(interval{number(), number()}),
               .interval_of_previous = maybe(interval{number(), number()}),
               .drop_off = maybe(count()),
               .expired = maybe(count()),
               .open = maybe(count()),
               .skipped = maybe(count()),
               .reversed = maybe(count()),
               .from_previous = times(),
               .since_first_start = times(),
               .in_attempt = times()};
    }
    return {steps, {count(), count(), count(), count(), below(2) == 0}, maybe(seconds{number()}), number()};
}

inline emptor::io::breakdown<seconds> any_groups(std::mt19937_64& random) {
    emptor::io::breakdown<seconds> out{"by \x80<&>", any(random), {}};
    for (std::uint64_t left = random() % 16; left > 0; --left) {
        out.groups.push_back({"group " + std::to_string(left), any(random)});
    }
    return out;
}

/// What tests/golden/`name` holds. With EMPTOR_RENEW_GOLDEN in the environment, `now` is written there first: read the
/// difference before you keep it.
inline std::string golden(const std::string& name, [[maybe_unused]] const std::string& now) {
    const std::string path = std::string{EMPTOR_SOURCE_DIR} + "/tests/golden/" + name;
    if (std::getenv("EMPTOR_RENEW_GOLDEN") != nullptr) std::ofstream{path, std::ios::binary} << now;
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace reports
