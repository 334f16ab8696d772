// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The process of most chains here that are refused.

#include <emptor/roles/decision_chain.hpp>
#include <emptor/roles/policies.hpp>

enum class stage { need, search, purchase, lost };
enum class event { search_begun, chosen, abandoned };

using enum stage;
using enum event;
using enum emptor::role;
using namespace emptor::rule_words;
using emptor::as;
using eur = emptor::money<"EUR">;

constexpr auto buying = emptor::process<stage, event>(
    need, {
              {in(need), on(search_begun), by(user), to(search)},
              {in(search), on(chosen), by(buyer), once_agreed(decision_maker), to(purchase)},
              {in(need, search), on(abandoned), by(user, decision_maker), to(lost)},
              ends(purchase, lost),
          });
