// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The bytes a fleet is saved as.
///
/// "emptor", 'f', the version; the fingerprint of the process, 8 bytes; the number of journeys as a varint (7 bits a
/// byte, the lowest first, 0x80 where more follow); the index of the stage of each, a byte; the FNV-1a hash of all
/// that, 8 bytes. Numbers of 8 bytes start with the lowest.

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/process/bytes_result.hpp>

namespace emptor::detail {

/// FNV-1a, 64 bits (G. Fowler, L. C. Noll, P. Vo 1991).
class byte_hash {
public:
    constexpr void add(std::uint8_t byte) noexcept { hash_ = (hash_ ^ byte) * 0x100000001B3; }
    constexpr void add(std::string_view text) noexcept {
        for (const char c : text) add(static_cast<std::uint8_t>(c));
        add(std::uint8_t{0xFF});  // no byte of UTF-8: "ab", "c" is not "a", "bc"
    }
    constexpr void add_number(std::uint64_t number) noexcept {
        for (unsigned i = 0; i < 8; ++i) add(static_cast<std::uint8_t>(number >> i * 8 & 0xFF));
    }
    [[nodiscard]] constexpr std::uint64_t value() const noexcept { return hash_; }

private:
    std::uint64_t hash_{0xCBF29CE484222325};
};

/// A number that changes with the process: its stages and events by name, its start, finals and rules, roles by name.
template <class Definition>
[[nodiscard]] std::uint64_t fingerprint(const Definition& process) {
    byte_hash hash;
    const auto add_all = [&](const auto& ids) {
        hash.add_number(ids.size());
        for (const auto id : ids) hash.add(process.name(id));
    };
    add_all(process.stages());
    add_all(process.events());
    add_all(process.finals());
    hash.add(process.name(process.start()));
    for (const auto stage : process.stages()) {
        for (const auto event : process.events()) {
            const auto target = process.target(stage, event);
            if (!target) {
                hash.add(std::uint8_t{0});
                continue;
            }
            hash.add(std::uint8_t{1});
            hash.add(process.name(*target));
            add_all(process.who_may(stage, event));
            const auto asked = process.agreement(stage, event);
            add_all(asked.roles());
            if (asked.terms().plain()) continue;  // as before there were terms
            hash.add_number(asked.needed());
            add_all(asked.terms().order);
            hash.add(static_cast<std::uint8_t>(asked.separate_duties()));
        }
    }
    return hash.value();
}

inline constexpr std::array<std::uint8_t, 8> fleet_head{'e', 'm', 'p', 't', 'o', 'r', 'f', 1};

inline void put_number(std::vector<std::uint8_t>& bytes, std::uint64_t number) {
    for (unsigned i = 0; i < 8; ++i) bytes.push_back(static_cast<std::uint8_t>(number >> i * 8 & 0xFF));
}

/// @param stage gives the index of the stage of each journey.
template <class Stage>
[[nodiscard]] std::vector<std::uint8_t> fleet_bytes(std::uint64_t process, std::size_t count, const Stage& stage) {
    std::vector<std::uint8_t> bytes;
    bytes.reserve(count + 40);
    bytes.insert(bytes.end(), fleet_head.begin(), fleet_head.end());
    put_number(bytes, process);
    std::uint64_t rest = count;
    for (; rest >= 0x80; rest >>= 7) bytes.push_back(static_cast<std::uint8_t>((rest & 0x7F) | 0x80));
    bytes.push_back(static_cast<std::uint8_t>(rest));
    for (std::size_t id = 0; id < count; ++id) bytes.push_back(static_cast<std::uint8_t>(stage(id)));
    byte_hash hash;
    for (const std::uint8_t byte : bytes) hash.add(byte);
    put_number(bytes, hash.value());
    return bytes;
}

/// Looks through the bytes of a fleet: either `error`, or the indices of the stages of all journeys.
struct fleet_reading {
    std::optional<bytes_error> error;
    std::span<const std::uint8_t> stages;
};

[[nodiscard]] inline fleet_reading read_fleet(std::span<const std::uint8_t> bytes, std::uint64_t process,
                                              std::size_t stages) {
    const auto refuse = [](std::string what, std::size_t offset) {
        return fleet_reading{.error = bytes_error{std::move(what), offset}, .stages = {}};
    };
    const auto number_at = [&](std::size_t offset) {
        std::uint64_t number = 0;
        for (std::size_t i = 8; i-- > 0;) number = number << 8 | bytes[offset + i];
        return number;
    };
    constexpr std::size_t version_at = fleet_head.size() - 1;
    for (std::size_t i = 0; i < version_at && i < bytes.size(); ++i) {
        if (bytes[i] != fleet_head[i]) return refuse("these are not the bytes of a fleet", i);
    }
    if (bytes.size() > version_at && bytes[version_at] != fleet_head[version_at]) {
        return refuse("version " + std::to_string(bytes[version_at]) + " is not known, only 1", version_at);
    }
    std::size_t at = fleet_head.size() + 8;
    if (bytes.size() < at) return refuse("the bytes end within the head", bytes.size());
    if (number_at(fleet_head.size()) != process) {
        return refuse("the fleet is one of another process, or of this one before it was changed", fleet_head.size());
    }
    std::uint64_t count = 0;
    for (unsigned shift = 0;; shift += 7) {
        if (at == bytes.size()) return refuse("the bytes end within the number of journeys", at);
        const std::uint8_t byte = bytes[at];
        if (shift == 63 && byte > 1) return refuse("the number of journeys has more than 64 bits", at);
        if (byte == 0 && shift > 0) return refuse("the number of journeys is longer than it need be", at);
        count |= std::uint64_t{byte & 0x7FU} << shift;
        ++at;
        if (byte < 0x80) break;
    }
    const std::size_t left = bytes.size() - at;
    if (left < 8 || left - 8 < count) {
        return refuse("the bytes end before " + std::to_string(count) + " journeys and their check", bytes.size());
    }
    if (left - 8 > count) {
        return refuse("there are bytes after the end", at + static_cast<std::size_t>(count) + 8);
    }
    const auto journeys = bytes.subspan(at, left - 8);
    for (std::size_t i = 0; i < journeys.size(); ++i) {
        if (journeys[i] >= stages) {
            return refuse("journey " + std::to_string(i) + " is in stage number " + std::to_string(journeys[i]) +
                              " of " + std::to_string(stages),
                          at + i);
        }
    }
    byte_hash hash;
    for (const std::uint8_t byte : bytes.first(bytes.size() - 8)) hash.add(byte);
    if (hash.value() != number_at(bytes.size() - 8)) {
        return refuse("the check does not agree: the bytes were changed", bytes.size() - 8);
    }
    return {.error = {}, .stages = journeys};
}

}  // namespace emptor::detail
