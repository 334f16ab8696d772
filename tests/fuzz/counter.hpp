// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What must hold of loading a funnel's counter from any bytes: they are refused with a place and leave the counter
/// alone, or are the bytes that the counter saves again, and it can be counted on with.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/funnel.hpp>
#include <emptor/process.hpp>

#include "saved_bytes.hpp"

namespace fuzz {

namespace counter_questions {

enum class stage { need, search, purchase };
enum class event { begun, back, chosen };
inline constexpr auto buying = emptor::process<stage, event>(
    stage::need, {{emptor::in(stage::need), emptor::on(event::begun), emptor::to(stage::search)},
                  {emptor::in(stage::search), emptor::on(event::back), emptor::to(stage::need)},
                  {emptor::in(stage::search), emptor::on(event::chosen), emptor::by(emptor::role::buyer),
                   emptor::to(stage::purchase)},
                  emptor::ends(stage::purchase)});

/// The plain engine, with all it may keep.
inline auto plain() {
    using namespace emptor::question_words;
    return emptor::funnel{steps("a", "b", "c"), within(5), timed}.counter<std::int8_t, std::int16_t>();
}
/// The engine of all rules, in order and in any order.
inline auto lines(bool any_order) {
    using namespace emptor::question_words;
    emptor::matching_rules rules;
    rules.window = emptor::window_kind::time;
    rules.unordered = any_order;
    rules.each = any_order ? emptor::counted_unit::entity : emptor::counted_unit::start;
    emptor::question_lengths<std::uint64_t> lengths{.window = 5};
    if (!any_order) lengths.shortest = {1, 0};
    return emptor::funnel{steps("a", "b", "c"), asked_by(rules, lengths), timed}.counter<std::string, double>();
}
inline auto through_a_process() {
    using namespace emptor::question_words;
    return emptor::funnel{through<buying>(stage::need, stage::search, stage::purchase), breaks_on(repeat)}
        .counter<std::uint32_t, std::int64_t>();
}

}  // namespace counter_questions

/// Of one kind of counter.
/// @param what counts an event that it makes of a number.
template <class Time, class Counter, class Id, class What>
void counter_bytes(Counter before, std::string_view input, unsigned parts, const Id& somebody, const What& what) {
    const auto expect = [](bool holds, const char* said) {
        if (!holds) throw std::logic_error{std::string{"counter: "} + said};
    };
    std::vector<std::uint8_t> bytes(input.begin(), input.end());
    what(before, somebody, static_cast<Time>(1), 0);
    const std::vector<std::uint8_t> saved = before.save();
    mend(bytes, saved, parts);
    Counter counter = before;
    if (const auto loaded = counter.load(bytes); !loaded) {
        expect(!loaded.error()->what.empty(), "refused without a word");
        expect(loaded.error()->offset <= bytes.size(), "a place outside the bytes");
        expect(counter.save() == saved, "changed by what it refused");
        return;
    }
    expect(counter.save() == bytes, "does not save what it loaded");
    const auto report = counter.report();
    expect(report.entities() == counter.levels().size(), "entities without a level");
    for (const auto& level : counter.levels()) expect(level.steps <= 3, "a level that there is not");
    for (int i = 0; i < 24; ++i) what(counter, somebody, static_cast<Time>(i / 3 * 3), i);
    counter.expire(std::numeric_limits<Time>::max());
    static_cast<void>(counter.report());
    auto again = before;
    expect(static_cast<bool>(again.load(counter.save())), "what was counted on with is refused");
    expect(again.report() == counter.report(), "another than what was saved");
    counter.forget(somebody);
    expect(!counter.level(somebody), "one who is not forgotten");
}

/// The first byte says of which question the counter is (bits 2 and 3) and which parts are made right before they are
/// loaded: the head (bit 0), and the check at the end (bit 1).
inline void counter(std::string_view input) {
    if (input.empty()) return;
    const unsigned first = static_cast<unsigned char>(input[0]);
    const std::string_view rest = input.substr(1);
    const auto steps = [](auto& counter, const auto& who, auto when, int i) {
        const auto taken = static_cast<std::uint64_t>(i) % 8;
        counter.count(who, when, emptor::step_set{taken});
    };
    const auto events = [](auto& counter, const auto& who, auto when, int i) {
        counter.count(who, when, static_cast<counter_questions::event>(i % 4),
                      i % 2 == 0 ? std::optional{emptor::role::buyer} : std::nullopt);
    };
    switch (first >> 2 & 3U) {
        case 0:
            return counter_bytes<std::int16_t>(counter_questions::plain(), rest, first, std::int8_t{-7}, steps);
        case 1:
            return counter_bytes<double>(counter_questions::lines(false), rest, first, std::string{"anna"}, steps);
        case 2:
            return counter_bytes<double>(counter_questions::lines(true), rest, first, std::string{"anna"}, steps);
        default:
            return counter_bytes<std::int64_t>(counter_questions::through_a_process(), rest, first, std::uint32_t{700},
                                               events);
    }
}

}  // namespace fuzz
