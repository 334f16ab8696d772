// SPDX-License-Identifier: BSL-1.0
// Proposed by emptor from a log of 11174 events of 2745 entities.
// Of their paths it allows 2657 of 2745, from start to end.
// Its rows are 11448 of 11545 moves, beginnings and ends of paths. Weights: how often.
#pragma once

#include <emptor/process/process.hpp>

// clang-format off
namespace discovered_shop {

enum class stage { start, visit, search, compare, review, purchase };
enum class event { visit, search, compare, review, purchase };

inline constexpr auto process = [] {
    using namespace emptor::rule_words;
    return emptor::process<stage, event>(stage::start, {
        {in(stage::start), on(event::visit), to(stage::visit), weight(2696)},
        {in(stage::visit), on(event::visit), to(stage::visit), weight(712)},
        {in(stage::visit), on(event::search), to(stage::search), weight(2076)},
        {in(stage::search), on(event::visit), to(stage::visit), weight(303)},
        {in(stage::search), on(event::search), to(stage::search), weight(327)},
        {in(stage::search), on(event::compare), to(stage::compare), weight(1411)},
        {in(stage::compare), on(event::visit), to(stage::visit), weight(153)},
        {in(stage::compare), on(event::search), to(stage::search), weight(327)},
        {in(stage::compare), on(event::purchase), to(stage::purchase), weight(428)},
        {in(stage::review), on(event::visit), to(stage::visit), weight(40)},
        {in(stage::purchase), on(event::visit), to(stage::visit), weight(95)},
        {in(stage::purchase), on(event::review), to(stage::review), weight(135)},
        endless(stage::visit, stage::search, stage::compare, stage::review, stage::purchase),
    });
}();

}  // namespace discovered_shop
// clang-format on
