// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The process that most tests of this room talk about.

#include <emptor/process/process.hpp>

namespace buying_test {

enum class stage { need, search, evaluation, purchase, post_purchase, lost };
enum class event { search_begun, shortlisted, rejected, chosen, delivered, need_arose, abandoned };

using enum stage;
using enum event;
using enum emptor::role;
using namespace emptor::rule_words;

inline constexpr auto buying = emptor::process<stage, event>(
    need, {
              {in(need), on(search_begun), by(user), to(search)},
              {in(search), on(shortlisted), by(user, buyer), to(evaluation)},
              {in(evaluation), on(rejected), to(search)},
              {in(evaluation), on(chosen), by(buyer), once_agreed(decision_maker), to(purchase)},
              {in(purchase), on(delivered), by(buyer), to(post_purchase)},
              {in(post_purchase), on(need_arose), by(user), to(need)},
              {in_any(), on(abandoned), to(lost)},
              ends(lost),
          });

}  // namespace buying_test
