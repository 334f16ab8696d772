// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// JSON as tests read it: whatever is not there, or of another kind, is a failed test.

#include <catch2/catch_test_macros.hpp>

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace program_test {

class json {
public:
    json() = default;

    [[nodiscard]] static json parse(std::string_view text) {
        json whole{nlohmann::json::parse(text, nullptr, false)};
        INFO("the text is " << text.substr(0, 400));
        REQUIRE_FALSE(whole.value_.is_discarded());
        return whole;
    }

    [[nodiscard]] bool is_null() const { return value_.is_null(); }
    [[nodiscard]] bool has(std::string_view key) const { return value_.contains(key); }
    [[nodiscard]] json operator[](std::string_view key) const {
        INFO("the key is " << key);
        REQUIRE(has(key));
        return json{value_.at(std::string{key})};
    }
    [[nodiscard]] json operator[](std::size_t index) const {
        REQUIRE(value_.is_array());
        REQUIRE(index < value_.size());
        return json{value_[index]};
    }
    [[nodiscard]] std::vector<json> items() const {
        REQUIRE(value_.is_array());
        std::vector<json> items;
        for (const nlohmann::json& item : value_) items.push_back(json{item});
        return items;
    }
    [[nodiscard]] std::map<std::string, json> members() const {
        REQUIRE(value_.is_object());
        std::map<std::string, json> members;
        for (const auto& [key, value] : value_.items()) members.emplace(key, json{value});
        return members;
    }
    [[nodiscard]] double number() const { return as<double>(value_.is_number()); }
    [[nodiscard]] std::size_t count() const { return as<std::size_t>(value_.is_number_unsigned()); }
    [[nodiscard]] std::string text() const { return as<std::string>(value_.is_string()); }
    [[nodiscard]] bool same_as(const json& other) const { return value_ == other.value_; }
    [[nodiscard]] bool truth() const { return as<bool>(value_.is_boolean()); }

private:
    explicit json(nlohmann::json value) : value_(std::move(value)) {}

    template <class Kind>
    [[nodiscard]] Kind as(bool is_one) const {
        INFO("the value is " << value_.dump());
        REQUIRE(is_one);
        return value_.get<Kind>();
    }

    nlohmann::json value_;
};

}  // namespace program_test
