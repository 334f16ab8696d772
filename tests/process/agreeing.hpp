// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process in which roles agree in every way there is.

#include <emptor/process/process.hpp>

#include "buying.hpp"

namespace agreeing_test {

using namespace buying_test;

inline constexpr auto agreeing = emptor::process<stage, event>(
    need, {
              {in(need), on(search_begun), by(user), to(search)},
              {in(search), on(chosen), once_agreed(user, buyer), to(evaluation)},
              {in(evaluation), on(chosen), once_agreed(any_of(user, buyer, decision_maker)), to(purchase)},
              {in(evaluation), on(delivered), once_agreed(at_least(2, user, buyer, decision_maker)), separate_duties(),
               to(post_purchase)},
              {in(purchase), on(delivered), once_agreed(in_sequence(decision_maker, user, buyer)), to(post_purchase)},
              {in(purchase), on(rejected), by(buyer), once_agreed(buyer), separate_duties(), to(search)},
              {in(post_purchase), on(need_arose), to(need)},
              {in(need), on(shortlisted), to(search)},
              {in(need), on(abandoned), to(lost)},
              ends(lost),
          });

/// A process of which one row is asked about.
constexpr emptor::process<stage, event> process_of(decltype(agreeing)::rule_type first) {
    return {need,
            {
                first,
                {in(search), on(shortlisted), to(evaluation)},
                {in(evaluation), on(chosen), to(purchase)},
                {in(evaluation), on(rejected), to(search)},
                {in(purchase), on(delivered), to(post_purchase)},
                {in(post_purchase), on(need_arose), to(need)},
                {in(post_purchase), on(abandoned), to(lost)},
                ends(lost),
            }};
}

}  // namespace agreeing_test
