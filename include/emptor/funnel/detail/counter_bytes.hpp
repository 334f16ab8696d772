// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The bytes a counter of a funnel is saved as.
///
/// "emptor", 'q', the version; the fingerprint of the question, 8 bytes, the lowest first; the numbers of events, of
/// those that took no step and of those out of order; which of the next two are there (bits 0 and 1), the time of the
/// last event and the time up to which all is settled; the number of entities and their ids, in the order in which they
/// were first seen; for a funnel through a process, where they are and what was refused (`tracker_access`); for a
/// question that needs more than the latest start at each step, the time of each entity's last event and the threads of
/// a property that is held (`counter_threads`); the attempts of each entity or thread (`attempt_access`,
/// `counter_attempts`; `engine_access`); the FNV-1a hash of all that, 8 bytes, the lowest first.
///
/// What counts is a varint: 7 bits a byte, the lowest first, 0x80 where more follow. An id that is an integer is a
/// varint, zigzag if its type has a sign; an enumerator is the integer it stands for; a text has its length in front.
/// `counter_writer` says how times are written.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/entity.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/counter_codec.hpp>
#include <emptor/funnel/detail/guide_fingerprint.hpp>
#include <emptor/funnel/matching_rules.hpp>
#include <emptor/funnel/on_refusal.hpp>
#include <emptor/funnel/place.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/funnel/word.hpp>
#include <emptor/process/bytes_result.hpp>
#include <emptor/process/detail/fleet_bytes.hpp>

namespace emptor::detail {

/// Adds what is known of a kind of ids.
template <saved_id Id>
void add_id_kind(byte_hash& hash) {
    if constexpr (std::is_same_v<Id, std::string>) {
        hash.add("text");
    } else if constexpr (std::is_enum_v<Id>) {
        hash.add("enum");
        add_id_kind<std::underlying_type_t<Id>>(hash);
    } else {
        hash.add(std::is_unsigned_v<Id> ? "number" : "number with a sign");
    }
}

/// Adds a length, or any other number.
template <class Number>
void add_amount(byte_hash& hash, Number number) {
    std::vector<std::uint8_t> bytes;
    if (number - number == Number{}) counter_writer<Number>{bytes}.time(number);  // no limit is infinite, and has none
    for (const std::uint8_t byte : bytes) hash.add(byte);
    hash.add_number(bytes.size());
}

inline void add_rules(byte_hash& hash, const matching_rules& rules) {
    for (const bool is :
         {rules.unordered, rules.anchored, rules.increasing, rules.trailing_exclusions, rules.crowds_break, rules.skips,
          rules.half_open, rules.counts_matching, rules.open, rules.ends}) {
        hash.add(static_cast<std::uint8_t>(is));
    }
    const auto add = [&](auto choice) { hash.add(static_cast<std::uint8_t>(choice)); };
    add(rules.ties);
    add(rules.reuse);
    add(rules.take);
    add(rules.breaks.bits);
    add(rules.conflict);
    add(rules.on_break);
    add(rules.on_exclusion);
    add(rules.each);
    add(rules.from);
    add(rules.window);
}

/// A number that changes with the question: its steps by name, or the stages, the process they are of, and whether a
/// refusal ends a journey; its rules, lengths and places; what it excludes, by name; what a time is, and whether those
/// of steps are kept; what kind of ids there are. Predicates have no more than a name, and a property that is held has
/// none.
template <class Question, class When, class... Ids>
[[nodiscard]] std::uint64_t question_fingerprint(const Question& question) {
    using ticks = ticks_of<When>;
    using tick = typename Question::template tick_for<When>;
    byte_hash hash;
    hash.add(Question::plain ? "plain" : "line");
    const auto names = question.steps().names();
    hash.add_number(names.size());
    for (const std::string& name : names) hash.add(name);
    if constexpr (requires { typename Question::steps_type::process_type; }) {
        hash.add_number(guide_fingerprint(question.steps().definition()));
    }
    hash.add(static_cast<std::uint8_t>(Question::untimed ? 2 : Question::keeps_times ? 1 : 0));
    hash.add_number(static_cast<std::uint64_t>(std::numeric_limits<ticks>::digits));
    hash.add_number((std::is_signed_v<ticks> ? 1U : 0U) | (std::is_floating_point_v<ticks> ? 2U : 0U));
    if constexpr (!std::is_void_v<tick>) {
        hash.add_number(static_cast<std::uint64_t>(tick::period::num));
        hash.add_number(static_cast<std::uint64_t>(tick::period::den));
    }
    (add_id_kind<Ids>(hash), ...);

    const auto plan = question.template plan<When>();
    add_rules(hash, plan.rules());
    const auto& limits = plan.limits();
    add_amount(hash, limits.window);
    hash.add(static_cast<std::uint8_t>(limits.endless));
    for (const std::uint64_t number :
         {limits.events, limits.unreachable, limits.optional, limits.anchored, limits.end_of_path}) {
        hash.add_number(number);
    }
    for (const auto* gaps : {&limits.longest, &limits.shortest}) {
        hash.add_number(gaps->size());
        for (const auto gap : *gaps) add_amount(hash, gap);
    }
    question.visit_words([&]<class Word>(const Word& word) {
        if constexpr (Word::option == question_option::exclusions) {
            hash.add(step_name(word.event, 0));
            hash.add_number(gaps_of(question.steps(), word.between));
        } else if constexpr (Word::option == question_option::holding) {
            hash.add("held");
        } else if constexpr (Word::option == question_option::refusals) {
            if (word.effect == refusal_effect::end_journey) hash.add("end_journey");
        }
    });
    return hash.value();
}

inline constexpr std::array<std::uint8_t, 8> counter_head{'e', 'm', 'p', 't', 'o', 'r', 'q', 1};

/// @param write writes what stands between the head and the check.
template <class Ticks, class Write>
[[nodiscard]] std::vector<std::uint8_t> counter_bytes(std::uint64_t question, Write write) {
    std::vector<std::uint8_t> bytes(counter_head.begin(), counter_head.end());
    put_number(bytes, question);
    counter_writer<Ticks> out{bytes};
    write(out);
    byte_hash hash;
    for (const std::uint8_t byte : bytes) hash.add(byte);
    put_number(bytes, hash.value());
    return bytes;
}

/// Reads what stands between the head and the check.
/// @param read reads it, and `again` is what was read as bytes: they have to be the same.
template <class Ticks, class Read, class Again>
[[nodiscard]] bytes_result read_counter(std::span<const std::uint8_t> bytes, std::uint64_t question, Read read,
                                        Again again) {
    const auto refuse = [](std::string what, std::size_t offset) {
        return bytes_result{bytes_error{std::move(what), offset}};
    };
    constexpr std::size_t version_at = counter_head.size() - 1;
    for (std::size_t i = 0; i < version_at && i < bytes.size(); ++i) {
        if (bytes[i] != counter_head[i]) return refuse("these are not the bytes of a funnel's counter", i);
    }
    if (bytes.size() > version_at && bytes[version_at] != counter_head[version_at]) {
        return refuse("version " + std::to_string(bytes[version_at]) + " is not known, only 1", version_at);
    }
    constexpr std::size_t head = counter_head.size() + 8;
    if (bytes.size() < head + 8) return refuse("the bytes end within the head", bytes.size());
    if (byte_reader{bytes.subspan(counter_head.size())}.number("the head") != question) {
        return refuse("the counter is one of another question, or of this one before it was changed",
                      counter_head.size());
    }
    const std::size_t end = bytes.size() - 8;
    byte_hash hash;
    for (const std::uint8_t byte : bytes.first(end)) hash.add(byte);
    if (hash.value() != byte_reader{bytes.subspan(end)}.number("the check")) {
        return refuse("the check does not agree: the bytes were changed", end);
    }
    counter_reader<Ticks> in{bytes.first(end).subspan(head)};
    read(in);
    if (in.error()) return refuse(in.error()->what, head + in.error()->offset);
    if (in.left() > 0) return refuse("there are bytes after the end", head + in.offset());
    const std::vector<std::uint8_t> written = again();
    if (!std::ranges::equal(written, bytes)) {
        const auto differs = std::ranges::mismatch(written, bytes);
        return refuse("a counter is not written like this",
                      static_cast<std::size_t>(std::ranges::distance(bytes.begin(), differs.in2)));
    }
    return {};
}

}  // namespace emptor::detail
