// SPDX-License-Identifier: BSL-1.0
// Proposed by emptor from a log of 17 events of 3 entities.
// Of their paths it allows 3 of 3, from start to end.
// Its rows are 20 of 20 moves, beginnings and ends of paths. Weights: how often.
#pragma once

#include <array>
#include <string_view>

#include <emptor/process/process.hpp>

// clang-format off
namespace discovered_odd {

enum class stage { start_2, add_to_cart, add_to_cart_2, class_stage_2, stage_2nd_visit, stage_6, a_b_c, eof, start,
    n_l, Cart, tab_here, stage_13, cart, cart_2, stage_16, namespace_stage, class_stage };
enum class event { add_to_cart, add_to_cart_2, class_event, event_2nd_visit, event_5, a_b_c, eof, start, n_l, Cart,
    tab_here, event_12, cart, cart_2, event_15, namespace_event, class_stage };

}  // namespace discovered_odd

template <>
inline constexpr std::array<std::string_view, 18> emptor::enumerator_names<discovered_odd::stage>{
    "start 2", "add to cart", "Add-To-Cart", "class", "2nd visit", "比较", "a\"b\\c", "EOF", "start",
    std::string_view{"n\000l", 3}, "Cart", "tab\011here", "\377\342\200\256", "cart", "cart_", "_", "namespace",
    "class_stage"};

template <>
inline constexpr std::array<std::string_view, 17> emptor::enumerator_names<discovered_odd::event>{
    "add to cart", "Add-To-Cart", "class", "2nd visit", "比较", "a\"b\\c", "EOF", "start",
    std::string_view{"n\000l", 3}, "Cart", "tab\011here", "\377\342\200\256", "cart", "cart_", "_", "namespace",
    "class_stage"};

namespace discovered_odd {

inline constexpr auto process = [] {
    using namespace emptor::rule_words;
    return emptor::process<stage, event>(stage::start_2, {
        {in(stage::start_2), on(event::add_to_cart), to(stage::add_to_cart), weight(1)},
        {in(stage::start_2), on(event::event_5), to(stage::stage_6), weight(1)},
        {in(stage::start_2), on(event::tab_here), to(stage::tab_here), weight(1)},
        {in(stage::add_to_cart), on(event::add_to_cart_2), to(stage::add_to_cart_2), weight(1)},
        {in(stage::add_to_cart_2), on(event::class_event), to(stage::class_stage_2), weight(1)},
        {in(stage::class_stage_2), on(event::event_2nd_visit), to(stage::stage_2nd_visit), weight(1)},
        {in(stage::stage_6), on(event::a_b_c), to(stage::a_b_c), weight(1)},
        {in(stage::a_b_c), on(event::eof), to(stage::eof), weight(1)},
        {in(stage::eof), on(event::start), to(stage::start), weight(1)},
        {in(stage::start), on(event::n_l), to(stage::n_l), weight(1)},
        {in(stage::n_l), on(event::Cart), to(stage::Cart), weight(1)},
        {in(stage::tab_here), on(event::event_12), to(stage::stage_13), weight(1)},
        {in(stage::stage_13), on(event::cart), to(stage::cart), weight(1)},
        {in(stage::cart), on(event::cart_2), to(stage::cart_2), weight(1)},
        {in(stage::cart_2), on(event::event_15), to(stage::stage_16), weight(1)},
        {in(stage::stage_16), on(event::namespace_event), to(stage::namespace_stage), weight(1)},
        {in(stage::namespace_stage), on(event::class_stage), to(stage::class_stage), weight(1)},
        ends(stage::stage_2nd_visit, stage::Cart, stage::class_stage),
    });
}();

}  // namespace discovered_odd
// clang-format on
