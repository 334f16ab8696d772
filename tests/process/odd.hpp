// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process whose names and labels mean something else to those who draw it.

#include <emptor/process/process.hpp>

namespace odd_test {

using namespace emptor::rule_words;

enum class odd { state, end, constructor };
enum class sign { stop, go };

inline constexpr auto odd_process =
    emptor::process<odd, sign>(odd::state, {
                                               {in(odd::state), on(sign::go), to(odd::end)},
                                               {in(odd::end), on(sign::stop), to(odd::state)},
                                               {in(odd::end), on(sign::go), weight(2.5), to(odd::constructor)},
                                               {in(odd::constructor), on(sign::stop), to(odd::end)},
                                               emptor::endless(),
                                           });

}  // namespace odd_test

template <>
inline constexpr auto emptor::labels<odd_test::sign> = emptor::label_table<odd_test::sign>({
    {odd_test::sign::stop, "stop: \"now\"; #1 or _never_"},
});
