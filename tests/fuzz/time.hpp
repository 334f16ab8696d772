// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What must hold of reading times from any text: an answer is an instant that reads back, or a sentence.

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>

#include <emptor/io/time.hpp>

namespace fuzz {

/// Throws `std::logic_error` where something does not hold.
inline void time(std::string_view text) {
    using namespace emptor::io;
    const auto expect = [&](bool holds, const char* what) {
        if (!holds) throw std::logic_error{std::string{"time: "} + what + ": " + std::string{text}};
    };
    const auto check = [&](const parsed_time& read) {
        expect(read.why().empty() == static_cast<bool>(read), "a sentence for an error and for nothing else");
        if (!read) return;
        expect(parse_time(format_time(*read)) == read, "does not read back");
    };
    check(parse_time(text));
    if (const parsed_time quick = detail::parse_usual_time(text)) {
        expect(quick == detail::parse_iso_time(text), "the fast path reads another time");
    }
    static detail::usual_time_reader remembering;  // the day of whatever text came before
    expect(remembering(text) == detail::parse_usual_time(text), "another time with a day remembered");
    for (const auto unit :
         {time_unit::seconds, time_unit::milliseconds, time_unit::microseconds, time_unit::nanoseconds}) {
        check(parse_time(text, unit));
    }
    static const std::array formats{time_format{"%d/%m/%Y %H:%M:%S"}, time_format{"%a %b %e %I:%M:%S.%f %p %y %z"},
                                    time_format{"%s"}, time_format{"%F%t%T %Z"}};
    for (const time_format& format : formats) check(parse_time(text, format));

    // A format of the user's own: refused by an exception, or good for any text.
    const auto bar = text.find('|');
    if (bar == std::string_view::npos) return;
    try {
        check(parse_time(text.substr(bar + 1), time_format{text.substr(0, bar)}));
    } catch (const std::invalid_argument&) {
    }
}

}  // namespace fuzz
