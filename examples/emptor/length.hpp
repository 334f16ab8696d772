// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How long, as people write it: 7d, 1d12h, 1.5h, 500ms.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "failure.hpp"
#include "words.hpp"

namespace program {

struct length_unit {
    std::string_view name;
    std::int64_t nanoseconds;
};

inline constexpr std::array length_units{
    length_unit{"w", 7 * 86'400'000'000'000},
    length_unit{"d", 86'400'000'000'000},
    length_unit{"h", 3'600'000'000'000},
    length_unit{"m", 60'000'000'000},
    length_unit{"s", 1'000'000'000},
    length_unit{"ms", 1'000'000},
    length_unit{"us", 1'000},
    length_unit{"ns", 1},
};

/// Reads a length of time: numbers, each with its unit, the largest unit first. It is exact to the nanosecond.
/// @param option how messages call it, e.g. "--within".
[[nodiscard]] inline std::chrono::nanoseconds length_in(const std::string& option, std::string_view text) {
    const auto refuse = [&](const std::string& why) {
        return bad_usage(option + " is " + in_quotes(text) + ": " + why);
    };
    const std::string allowed = "w, d, h, m (minutes), s, ms, us or ns, as in 7d, 12h, 1d12h or 1.5h";
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    constexpr std::string_view digits = "0123456789";

    std::string_view rest = text;
    if (rest.starts_with('-')) throw refuse("it is negative; the least is 0s");
    if (rest.empty()) throw refuse("it must be a number with its unit: " + allowed);
    std::int64_t total = 0;
    std::int64_t smaller_than = most;
    while (!rest.empty()) {
        const std::string_view whole = rest.substr(0, rest.find_first_not_of(digits));
        rest.remove_prefix(whole.size());
        std::string_view part;
        if (rest.starts_with('.')) {
            rest.remove_prefix(1);
            part = rest.substr(0, rest.find_first_not_of(digits));
            rest.remove_prefix(part.size());
        }
        if (whole.empty() && part.empty()) throw refuse("a number with its unit was expected: " + allowed);
        const std::string_view name = rest.substr(0, rest.find_first_of("0123456789."));
        rest.remove_prefix(name.size());
        if (name.empty()) throw refuse("a number needs a unit: " + allowed);
        const length_unit* unit = nullptr;
        for (const length_unit& each : length_units) {
            if (each.name == name) unit = &each;
        }
        if (unit == nullptr) throw refuse("the unit " + in_quotes(name) + " must be " + allowed);
        if (unit->nanoseconds >= smaller_than) throw refuse("units go from the largest to the smallest, each once");
        smaller_than = unit->nanoseconds;

        const auto add = [&](std::int64_t count, std::int64_t each) {
            if (count > (most - total) / each) throw refuse("it is too long; the longest is 106751d (292 years)");
            total += count * each;
        };
        std::int64_t number = 0;
        for (const char digit : whole) {
            if (number > most / 10 - 1) throw refuse("it is too long; the longest is 106751d (292 years)");
            number = number * 10 + (digit - '0');
        }
        add(number, unit->nanoseconds);
        std::int64_t each = unit->nanoseconds;
        for (const char digit : part) {
            if (digit != '0' && each % 10 != 0) throw refuse("it is finer than a nanosecond");
            each /= 10;
            if (digit != '0') add(digit - '0', each);
        }
    }
    return std::chrono::nanoseconds{total};
}

}  // namespace program
