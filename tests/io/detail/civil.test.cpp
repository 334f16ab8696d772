// SPDX-License-Identifier: BSL-1.0

#include <chrono>

#include <catch2/catch_test_macros.hpp>

#include <emptor/io/detail/civil.hpp>

namespace civil_test {

using std::chrono::sys_days;

TEST_CASE("the calendar is that of the standard library, day for day") {
    using emptor::io::detail::civil_date;
    const auto agrees = [](sys_days day) {
        const std::chrono::year_month_day expected{day};
        const auto number = day.time_since_epoch().count();
        const civil_date date = emptor::io::detail::date_of(number);
        return date == civil_date{static_cast<unsigned>(static_cast<int>(expected.year())),
                                  static_cast<unsigned>(expected.month()), static_cast<unsigned>(expected.day())} &&
               emptor::io::detail::days_since_epoch(date) == number &&
               emptor::io::detail::weekday_of(number) == std::chrono::weekday{day}.c_encoding();
    };
    const auto first_of = [](int year) { return sys_days{std::chrono::year{year} / 1 / 1}; };
    for (sys_days day = first_of(1599); day < first_of(2401); day += std::chrono::days{1}) {
        if (!agrees(day)) FAIL("day " << day.time_since_epoch().count());
    }
    for (sys_days day = first_of(0); day < first_of(10'000); day += std::chrono::days{31}) {
        if (!agrees(day)) FAIL("day " << day.time_since_epoch().count());
    }
    CHECK(agrees(first_of(10'000) - std::chrono::days{1}));
    for (int year = 0; year <= 2400; ++year) {
        for (int month = 1; month <= 12; ++month) {
            const auto last = (std::chrono::year{year} / month / std::chrono::last).day();
            if (emptor::io::detail::days_in(static_cast<unsigned>(year), static_cast<unsigned>(month)) !=
                static_cast<unsigned>(last)) {
                FAIL("month " << year << '-' << month);
            }
        }
    }
    STATIC_REQUIRE(emptor::io::detail::date_of(0) == civil_date{1970, 1, 1});
}

}  // namespace civil_test
