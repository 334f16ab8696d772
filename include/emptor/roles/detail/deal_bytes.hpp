// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The bytes a deal is saved as.
///
/// "emptor", 'd', the version; the fingerprint of the chain, 8 bytes; the terms: amount, whether there is a budget
/// and a deadline (bits 0 and 1 of a byte) and these, when it was opened; the members: their number, and of each the
/// name with its length in front and the indices of the roles with their number in front; the lines of the log with
/// their number in front; the FNV-1a hash of all that, 8 bytes. Amounts and times have 8 bytes, the lowest first,
/// floating-point times as the bits of a double; what counts is a varint.
///
/// A line: what was done; the answer; the cause of it; which of event, role, other role, other member, end and changed
/// amount are there (bits 0 to 5); the index of the stage; who; when; and those that are there, in that order. Events
/// and roles, which may be none of their enum, are their values in zigzag varints.

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/time.hpp>
#include <emptor/process/bytes_result.hpp>
#include <emptor/process/detail/fleet_bytes.hpp>
#include <emptor/process/enumerators.hpp>
#include <emptor/roles/deal_entry.hpp>
#include <emptor/roles/detail/byte_reader.hpp>
#include <emptor/roles/member.hpp>

namespace emptor::detail {

/// A number that changes with the chain: its process, who has to agree and how, the roles that have a policy, the
/// currency and what a time is. What a policy answers shows when the log is done again.
template <class Chain>
[[nodiscard]] std::uint64_t chain_fingerprint(const Chain& chain) {
    using time_type = typename Chain::time_type;
    const auto& process = Chain::process;
    byte_hash hash;
    hash.add_number(fingerprint(process));
    for (const auto stage : process.stages()) {
        for (const auto event : process.events()) {
            const auto asked = process.agreement(stage, event);
            hash.add_number(asked.needed());
            hash.add_number((asked.in_sequence() ? 1U : 0U) + (asked.separate_duties() ? 2U : 0U));
            for (const auto role : asked.order()) hash.add(process.name(role));
        }
    }
    for (const auto role : chain.roles()) hash.add(process.name(role));
    hash.add(Chain::money_type::currency);
    hash.add_number(std::is_floating_point_v<ticks_of<time_type>> ? 1 : 0);
    if constexpr (!std::is_void_v<tick_of<time_type>>) {
        hash.add_number(static_cast<std::uint64_t>(tick_of<time_type>::period::num));
        hash.add_number(static_cast<std::uint64_t>(tick_of<time_type>::period::den));
    }
    return hash.value();
}

/// A time whose bits fit 8 bytes.
template <class Time>
concept savable_time =
    std::integral<ticks_of<Time>> || std::same_as<ticks_of<Time>, double> || std::same_as<ticks_of<Time>, float>;

template <savable_time Time>
[[nodiscard]] std::uint64_t time_bits(const Time& time) {
    const auto ticks = time_traits<Time>::count(time);
    if constexpr (std::integral<ticks_of<Time>>) {
        return static_cast<std::uint64_t>(static_cast<std::int64_t>(ticks));
    } else {
        return std::bit_cast<std::uint64_t>(static_cast<double>(ticks));
    }
}

template <savable_time Time>
[[nodiscard]] Time time_of(std::uint64_t bits) {
    using ticks_type = ticks_of<Time>;
    const auto ticks = [&] {
        if constexpr (std::integral<ticks_type>) {
            return static_cast<ticks_type>(bits);
        } else {
            const auto number = std::bit_cast<double>(bits);
            constexpr double most = std::numeric_limits<ticks_type>::max();
            return number >= -most && number <= most ? static_cast<ticks_type>(number)
                                                     : std::numeric_limits<ticks_type>::quiet_NaN();
        }
    }();
    if constexpr (std::is_void_v<tick_of<Time>>) {
        return ticks;
    } else {
        return Time{tick_of<Time>{ticks}};
    }
}

/// An enumerator, or any other value of its enum, as a number and back.
template <enumerated E>
[[nodiscard]] constexpr std::uint64_t value_bits(E e) noexcept {
    return zigzag(static_cast<std::int64_t>(e));
}
/// Nothing for a number that no value of the enum has: outside its type, or, where the enum fixes none, more bits than
/// its enumerators need.
template <enumerated E>
[[nodiscard]] constexpr std::optional<E> value_of(std::uint64_t bits) noexcept {
    using underlying = std::underlying_type_t<E>;
    const std::int64_t number = from_zigzag(bits);
    const auto kept = static_cast<underlying>(number);
    if (static_cast<std::int64_t>(kept) != number) return std::nullopt;
    if constexpr (!requires { E{underlying{}}; }) {
        std::uint64_t used = 0;
        bool negative = false;
        for (const E each : enumerators<E>) {
            const auto value = static_cast<std::int64_t>(each);
            negative = negative || value < 0;
            used |= static_cast<std::uint64_t>(value < 0 ? ~value : value);
        }
        const auto size = static_cast<std::uint64_t>(number < 0 ? ~number : number);
        if ((number < 0 && !negative) || std::bit_width(size) > std::bit_width(used)) return std::nullopt;
    }
    return static_cast<E>(kept);
}

inline constexpr std::array<std::uint8_t, 8> deal_head{'e', 'm', 'p', 't', 'o', 'r', 'd', 1};

template <class Deal>
[[nodiscard]] std::vector<std::uint8_t> deal_bytes(const Deal& deal) {
    std::vector<std::uint8_t> bytes(deal_head.begin(), deal_head.end());
    const auto put_amount = [&](auto amount) { put_number(bytes, static_cast<std::uint64_t>(amount.minor)); };
    const auto put_byte = [&](auto value) { bytes.push_back(static_cast<std::uint8_t>(value)); };
    bytes.reserve(64 + 32 * deal.log().size());
    put_number(bytes, chain_fingerprint(deal.chain()));

    const auto& terms = deal.terms();
    put_amount(terms.amount);
    put_byte((terms.budget ? 1 : 0) | (terms.deadline ? 2 : 0));
    if (terms.budget) put_amount(*terms.budget);
    if (terms.deadline) put_number(bytes, time_bits(*terms.deadline));
    put_number(bytes, time_bits(terms.opened));

    put_varint(bytes, deal.members().size());
    for (const auto& member : deal.members()) {
        put_varint(bytes, member.name.size());
        for (const char letter : member.name) put_byte(letter);
        put_varint(bytes, member.roles.size());
        for (const auto role : member.roles) put_byte(index_of(role));
    }

    put_varint(bytes, deal.log().size());
    auto amount = terms.amount;
    for (const auto& line : deal.log()) {
        put_byte(line.what);
        put_byte(line.answer);
        put_byte(line.why);
        put_byte((line.event ? 1 : 0) | (line.role ? 2 : 0) | (line.to ? 4 : 0) | (line.other != line.who ? 8 : 0) |
                 (line.until != line.when ? 16 : 0) | (line.amount != amount ? 32 : 0));
        put_byte(index_of(line.stage));
        put_byte(line.who);
        put_number(bytes, time_bits(line.when));
        if (line.event) put_varint(bytes, value_bits(*line.event));
        if (line.role) put_varint(bytes, value_bits(*line.role));
        if (line.to) put_varint(bytes, value_bits(*line.to));
        if (line.other != line.who) put_byte(line.other);
        if (line.until != line.when) put_number(bytes, time_bits(line.until));
        if (line.amount != amount) put_amount(line.amount);
        amount = line.amount;
    }
    byte_hash hash;
    for (const std::uint8_t byte : bytes) hash.add(byte);
    put_number(bytes, hash.value());
    return bytes;
}

/// The parts a deal is made of again.
template <class Deal>
struct saved_deal {
    typename Deal::terms_type terms{};
    std::vector<typename Deal::member_type> members{};
    std::vector<typename Deal::entry_type> log{};
};

template <class Deal>
[[nodiscard]] saved_deal<Deal> read_deal(byte_reader& in) {
    using time_type = typename Deal::time_type;
    using money_type = typename Deal::money_type;
    using stage_type = typename Deal::stage_type;
    using event_type = typename Deal::event_type;
    using role_type = typename Deal::role_type;
    saved_deal<Deal> read;
    const auto amount_of = [&](std::string_view of) { return money_type{static_cast<std::int64_t>(in.number(of))}; };
    /// An index below `count`.
    const auto index = [&](std::string_view of, std::size_t count) {
        const std::size_t at = in.offset();
        const std::size_t found = in.byte(of);
        if (found < count) return found;
        in.refuse(std::string{of}
                      .append(" is number ")
                      .append(std::to_string(found))
                      .append(" of ")
                      .append(std::to_string(count)),
                  at);
        return std::size_t{0};
    };
    /// Any value of an enum.
    const auto value = [&]<class E>(std::string_view of) {
        const std::size_t at = in.offset();
        const std::optional<E> found = value_of<E>(in.varint(of));
        if (!found) in.refuse(std::string{of}.append(" is no value of its enum"), at);
        return found;
    };
    read.terms.amount = amount_of("the amount");
    const std::size_t there = index("the kind of terms", 4);
    if ((there & 1U) != 0) read.terms.budget = amount_of("the budget");
    if ((there & 2U) != 0) read.terms.deadline = time_of<time_type>(in.number("the deadline"));
    read.terms.opened = time_of<time_type>(in.number("the time it was opened"));

    for (std::size_t left = in.count("the number of members"); left > 0 && !in.error(); --left) {
        auto& member = read.members.emplace_back();
        member.name = in.text("the name of a member");
        for (std::size_t roles = in.count("the number of roles"); roles > 0 && !in.error(); --roles) {
            member.roles.insert(enumerator_at<role_type>(index("a role", enumerator_count<role_type>)));
        }
    }
    auto amount = read.terms.amount;
    for (std::size_t left = in.count("the number of lines"); left > 0 && !in.error(); --left) {
        auto& line = read.log.emplace_back();
        line.what = static_cast<deal_act>(in.byte("a line"));
        line.answer = static_cast<answer_kind>(in.byte("a line"));
        line.why = static_cast<cause>(in.byte("a line"));
        const std::size_t parts = index("the kind of a line", 64);
        line.stage = enumerator_at<stage_type>(index("the stage of a line", enumerator_count<stage_type>));
        line.who = static_cast<member_id>(in.byte("a line"));
        line.when = time_of<time_type>(in.number("the time of a line"));
        if ((parts & 1U) != 0) line.event = value.template operator()<event_type>("the event of a line");
        if ((parts & 2U) != 0) line.role = value.template operator()<role_type>("the role of a line");
        if ((parts & 4U) != 0) line.to = value.template operator()<role_type>("the other role of a line");
        line.other = (parts & 8U) != 0 ? static_cast<member_id>(in.byte("a line")) : line.who;
        line.until = (parts & 16U) != 0 ? time_of<time_type>(in.number("the end in a line")) : line.when;
        line.amount = amount = (parts & 32U) != 0 ? amount_of("the amount in a line") : amount;
    }
    return read;
}

/// Puts into `deal` the one that was saved as these bytes, or leaves it alone and says why.
template <class Deal>
[[nodiscard]] bytes_result load_deal(std::span<const std::uint8_t> bytes, Deal& deal) {
    const auto refuse = [](std::string what, std::size_t offset) {
        return bytes_result{bytes_error{std::move(what), offset}};
    };
    constexpr std::size_t version_at = deal_head.size() - 1;
    for (std::size_t i = 0; i < version_at && i < bytes.size(); ++i) {
        if (bytes[i] != deal_head[i]) return refuse("these are not the bytes of a deal", i);
    }
    if (bytes.size() > version_at && bytes[version_at] != deal_head[version_at]) {
        return refuse("version " + std::to_string(bytes[version_at]) + " is not known, only 1", version_at);
    }
    constexpr std::size_t head = deal_head.size() + 8;
    if (bytes.size() < head + 8) return refuse("the bytes end within the head", bytes.size());
    if (byte_reader{bytes.subspan(deal_head.size())}.number("the head") != chain_fingerprint(Deal::chain())) {
        return refuse("the deal is one of another chain, or of this one before it was changed", deal_head.size());
    }
    const std::size_t end = bytes.size() - 8;
    byte_hash hash;
    for (const std::uint8_t byte : bytes.first(end)) hash.add(byte);
    if (hash.value() != byte_reader{bytes.subspan(end)}.number("the check")) {
        return refuse("the check does not agree: the bytes were changed", end);
    }
    byte_reader in{bytes.first(end).subspan(head)};
    const auto read = read_deal<Deal>(in);
    if (in.error()) return refuse(in.error()->what, head + in.error()->offset);
    if (in.left() > 0) return refuse("there are bytes after the end", head + in.offset());
    try {
        Deal made = Deal::replay(read.terms, read.members, read.log);
        const auto again = deal_bytes(made);
        if (!std::ranges::equal(again, bytes)) {
            const auto differs = std::ranges::mismatch(again, bytes);
            return refuse("a deal is not written like this",
                          static_cast<std::size_t>(std::ranges::distance(bytes.begin(), differs.in2)));
        }
        deal = std::move(made);
    } catch (const std::invalid_argument& fault) {
        return refuse(fault.what(), head);
    } catch (const std::overflow_error& fault) {
        return refuse(fault.what(), head);
    }
    return {};
}

}  // namespace emptor::detail
