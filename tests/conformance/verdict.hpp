// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a recorded case should have, and what it gets.

#include <algorithm>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

namespace recorded {

using json = nlohmann::json;

/// What a case answers.
struct verdict {
    bool agrees{};
    std::string found;
};

[[nodiscard]] inline verdict compare(const json& found, const json& expected) {
    return {found == expected, found.dump()};
}

/// A case that says what nobody here knows how to ask. Not a refusal: those come from the library.
[[noreturn]] inline void unknown(const std::string& what) { throw std::runtime_error{"cannot be asked: " + what}; }

/// @throws std::runtime_error for a key that is none of these: what it says would be ignored.
inline void know_keys(const json& object, const char* what, std::initializer_list<std::string_view> known) {
    if (!object.is_object()) unknown(std::string{what}.append(" is no object: ").append(object.dump()));
    for (const auto& [key, value] : object.items()) {
        if (std::find(known.begin(), known.end(), key) == known.end()) {
            unknown(std::string{what}.append(" has the key ").append(key));
        }
    }
}

/// A member that may be absent or null.
[[nodiscard]] inline bool has(const json& one, const char* key) { return one.contains(key) && !one.at(key).is_null(); }

}  // namespace recorded
