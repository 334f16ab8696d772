// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The published numbers that statistics are checked against.

#include <algorithm>
#include <catch2/catch_tostring.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_templated.hpp>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "../shared_data.hpp"

/// A table of them, as computed by R. Skips the test where the tables are absent.
inline nlohmann::json published(const std::string& name) {
    std::ifstream in{shared_file("tables/" + name)};
    return nlohmann::json::parse(in);
}

/// Matches numbers within a relative error, and 0 within the same error times 1e-10.
class near : public Catch::Matchers::MatcherGenericBase {
public:
    explicit near(double number, double error = 1e-10) : number_{number}, error_{error} {}
    explicit near(const nlohmann::json& number, double error = 1e-10) : near{number.get<double>(), error} {}

    [[nodiscard]] bool match(double other) const {
        return other == number_ || std::abs(other - number_) <= error_ * (number_ == 0 ? 1e-10 : std::abs(number_));
    }
    [[nodiscard]] std::string describe() const override {
        return "is " + Catch::Detail::stringify(number_) + " within a relative error of " +
               Catch::Detail::stringify(error_);
    }

private:
    double number_;
    double error_;
};
