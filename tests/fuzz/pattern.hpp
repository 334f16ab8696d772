// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What must hold of a sequence pattern from any text: it is refused with its place, or finds what a search does that
/// goes back where it gets stuck.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/funnel/pattern.hpp>

#include "../funnel/pattern_oracle.hpp"

namespace fuzz {

/// Throws `std::logic_error` where something does not hold. The first line is the pattern, over four conditions; of
/// what follows each byte is an event: its lower half the conditions it meets, its upper half the time since the last.
inline void pattern(std::string_view input) {
    const auto expect = [&](bool holds, const char* what) {
        if (!holds) throw std::logic_error{std::string{"pattern: "}.append(what).append(": ").append(input)};
    };
    const std::size_t end = input.find('\n');
    const std::string_view text = input.substr(0, end);
    const emptor::detail::pattern_parser parsed{text, 4};
    const auto conditions = emptor::steps(0, 1, 2, 3);
    try {
        static_cast<void>(emptor::pattern(text, conditions));
    } catch (const std::invalid_argument& error) {
        const std::string_view reason = error.what();
        expect(parsed.error().at <= text.size(), "refused behind its end");
        expect(reason.find("is refused at") != reason.npos, "refused without a place");
        return;
    }
    expect(parsed.error() == emptor::detail::pattern_error{}, "a fault was passed over");
    if (end == input.npos || text.size() > 40) return;

    std::vector<plain::met> events;
    std::int64_t at = 0;
    for (const char each : input.substr(end + 1).substr(0, 9)) {
        const auto byte = static_cast<unsigned char>(each);
        at += byte >> 4;
        if ((byte & 15) != 0) events.push_back({at, byte & 15U});
    }
    // times that the plain search cannot hold are left to the parser
    std::size_t digits = 0;
    for (const char each : text) {
        digits = each >= '0' && each <= '9' ? digits + 1 : 0;
        if (digits > 15) return;
    }
    const bool intervals = text.find('!') == text.npos;
    const plain::found expected = plain::pattern_search{text, events}.run(intervals);
    const auto what = [](const plain::met& each) { return emptor::step_set{each.conditions}; };
    const auto found = emptor::pattern(text, conditions).in(events, &plain::met::at, what);
    const auto traced = emptor::pattern(text, conditions, emptor::timed).in(events, &plain::met::at, what);
    expect(found.matched == expected.matched && found.count == expected.count, "another count");
    expect(traced.matched == found.matched && traced.count == found.count, "another count with times");
    expect(!intervals || expected.ends_first, "the first way does not end first");
    expect(!intervals || traced.times == expected.times, "other times");
}

}  // namespace fuzz
