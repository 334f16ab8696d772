// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Reads JSON, for tests: whole, in memory, and with a failed test for whatever is not there.

#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace program_test {

class json {
public:
    using list = std::vector<json>;
    using object = std::map<std::string, json, std::less<>>;

    json() = default;
    explicit json(std::variant<std::nullptr_t, bool, double, std::string, list, object> value)
        : value_{std::move(value)} {}

    [[nodiscard]] static json parse(std::string_view text) {
        reader from{text};
        json whole = from.value();
        from.spaces();
        INFO("text after the value: " << from.rest.substr(0, 40));
        REQUIRE(from.rest.empty());
        return whole;
    }

    [[nodiscard]] bool is_null() const { return std::holds_alternative<std::nullptr_t>(value_); }
    [[nodiscard]] bool has(std::string_view key) const { return as<object>().contains(key); }
    [[nodiscard]] const json& operator[](std::string_view key) const {
        INFO("the key is " << key);
        REQUIRE(has(key));
        return as<object>().find(key)->second;
    }
    [[nodiscard]] const json& operator[](std::size_t index) const {
        REQUIRE(index < as<list>().size());
        return as<list>()[index];
    }
    [[nodiscard]] const list& items() const { return as<list>(); }
    [[nodiscard]] const object& members() const { return as<object>(); }
    [[nodiscard]] double number() const { return as<double>(); }
    [[nodiscard]] std::size_t count() const { return static_cast<std::size_t>(number()); }
    [[nodiscard]] const std::string& text() const { return as<std::string>(); }
    [[nodiscard]] bool truth() const { return as<bool>(); }

private:
    template <class Kind>
    [[nodiscard]] const Kind& as() const {
        const Kind* kind = std::get_if<Kind>(&value_);
        REQUIRE(kind != nullptr);
        return *kind;
    }

    struct reader {
        std::string_view rest;

        void spaces() { rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n"), rest.size())); }
        bool take(std::string_view word) {
            spaces();
            if (!rest.starts_with(word)) return false;
            rest.remove_prefix(word.size());
            return true;
        }
        void need(std::string_view word) {
            INFO("expected " << word << " at: " << rest.substr(0, 40));
            REQUIRE(take(word));
        }
        std::string string() {
            std::string text;
            need("\"");
            while (!rest.empty() && rest.front() != '"') {
                if (rest.front() != '\\') {
                    text += rest.front();
                    rest.remove_prefix(1);
                    continue;
                }
                REQUIRE(rest.size() > 1);
                const char kind = rest[1];
                rest.remove_prefix(2);
                if (kind == 'u') {  // only control characters are written so
                    text += static_cast<char>(std::stoi(std::string{rest.substr(0, 4)}, nullptr, 16));
                    rest.remove_prefix(4);
                } else {
                    text += kind == 'n' ? '\n' : kind == 't' ? '\t' : kind == 'r' ? '\r' : kind;
                }
            }
            need("\"");
            return text;
        }
        json value() {
            if (take("null")) return {};
            if (take("true")) return json{true};
            if (take("false")) return json{false};
            if (take("[")) {
                list items;
                if (take("]")) return json{items};
                do {
                    items.push_back(value());
                } while (take(","));
                need("]");
                return json{items};
            }
            if (take("{")) {
                object members;
                if (take("}")) return json{members};
                do {
                    spaces();
                    std::string key = string();
                    need(":");
                    members[std::move(key)] = value();
                } while (take(","));
                need("}");
                return json{members};
            }
            if (rest.starts_with('"')) return json{string()};
            const std::string digits{rest.substr(0, rest.find_first_not_of("+-.0123456789eE"))};
            INFO("no value: " << rest.substr(0, 40));
            REQUIRE(!digits.empty());
            rest.remove_prefix(digits.size());
            return json{std::strtod(digits.c_str(), nullptr)};
        }
    };

    std::variant<std::nullptr_t, bool, double, std::string, list, object> value_;
};

}  // namespace program_test
