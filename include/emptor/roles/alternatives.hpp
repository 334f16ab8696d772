// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What there is to choose from, and what speaks for each.

#include <cstddef>
#include <initializer_list>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/roles/detail/written.hpp>

namespace emptor {

/// Whether more of a criterion is better, as of quality, or less, as of price.
enum class better : unsigned char { more, less };

/// What options are judged by: price, brand, quality, service, or any other that a number can say.
struct criterion {
    std::string name;
    better direction = better::more;

    friend constexpr bool operator==(const criterion&, const criterion&) = default;
};

/// What an option must have to be considered at all; both limits included.
struct requirement {
    std::string criterion;
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
};

[[nodiscard]] constexpr requirement at_least(std::string criterion, double least) {
    return {.criterion = std::move(criterion), .least = least};
}
[[nodiscard]] constexpr requirement at_most(std::string criterion, double most) {
    return {.criterion = std::move(criterion), .most = most};
}

struct screened;

/// Options with their values by criteria.
///
///     emptor::alternatives vendors{{"price", emptor::better::less}, {"quality"}, {"service"}};
///     vendors.add("Aldus", {98'000, 4, 3});
class alternatives {
public:
    /// @throws std::invalid_argument if there is no criterion, or two have one name.
    constexpr explicit alternatives(std::vector<criterion> criteria) : criteria_{std::move(criteria)} {
        if (criteria_.empty())
            throw std::invalid_argument{"emptor::alternatives: no criteria; there must be 1 or more"};
        for (std::size_t i = 0; i < criteria_.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (criteria_[i].name == criteria_[j].name) {
                    throw std::invalid_argument{"emptor::alternatives: two criteria are named \"" + criteria_[i].name +
                                                "\""};
                }
            }
        }
    }

    constexpr alternatives(std::initializer_list<criterion> criteria)
        : alternatives{std::vector<criterion>(criteria)} {}

    /// Adds an option by its values, in the order of criteria, and returns its number.
    /// @throws std::invalid_argument if there is not one number a criterion, one is not finite, or the name is known.
    constexpr std::size_t add(std::string name, std::vector<double> values) {
        if (values.size() != criteria_.size()) {
            throw std::invalid_argument{"emptor::alternatives: \"" + name + "\" has " + std::to_string(values.size()) +
                                        " values; one is needed for each of " + std::to_string(criteria_.size()) +
                                        " criteria"};
        }
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (detail::is_finite(values[i])) continue;
            throw std::invalid_argument{"emptor::alternatives: " + criteria_[i].name + " of \"" + name + "\" is " +
                                        detail::written(values[i]) + "; it must be a finite number"};
        }
        for (const row& known : options_) {
            if (known.name == name) {
                throw std::invalid_argument{"emptor::alternatives: two options are named \"" + name + "\""};
            }
        }
        options_.push_back({std::move(name), std::move(values)});
        return size() - 1;
    }

    /// The number of options.
    [[nodiscard]] constexpr std::size_t size() const noexcept { return options_.size(); }
    [[nodiscard]] constexpr std::span<const criterion> criteria() const noexcept { return criteria_; }

    /// @throws std::invalid_argument if there is no such option, as below.
    [[nodiscard]] constexpr const std::string& name(std::size_t option) const { return at(option).name; }
    [[nodiscard]] constexpr std::span<const double> values(std::size_t option) const { return at(option).values; }

    [[nodiscard]] constexpr std::vector<std::string> names() const {
        std::vector<std::string> names;
        for (const row& one : options_) names.push_back(one.name);
        return names;
    }

    /// The options that meet every requirement, and what the others fail: a group chooses among what its organisation
    /// finds feasible (Choffray and Lilien 1978, 1980; Dawes 1964 calls the rule conjunctive).
    /// @throws std::invalid_argument if a criterion is unknown, or a limit is not a number.
    [[nodiscard]] constexpr screened screen(const std::vector<requirement>& requirements) const;

    friend constexpr bool operator==(const alternatives&, const alternatives&) = default;

private:
    struct row {
        std::string name;
        std::vector<double> values;

        friend constexpr bool operator==(const row&, const row&) = default;
    };

    [[nodiscard]] constexpr const row& at(std::size_t number) const {
        if (number >= size()) {
            throw std::invalid_argument{"emptor::alternatives: no option " + std::to_string(number) + "; there are " +
                                        std::to_string(size())};
        }
        return options_[number];
    }

    [[nodiscard]] constexpr std::size_t criterion_of(const requirement& required) const {
        std::string known;
        for (std::size_t i = 0; i < criteria_.size(); ++i) {
            if (criteria_[i].name == required.criterion) return i;
            known.append(i == 0 ? "\"" : ", \"").append(criteria_[i].name).append("\"");
        }
        throw std::invalid_argument{"emptor::alternatives: no criterion \"" + required.criterion + "\"; there are " +
                                    known};
    }

    std::vector<criterion> criteria_;
    std::vector<row> options_;
};

/// What a screening left, and whom it turned away.
struct screened {
    struct rejection {
        std::size_t option{};             ///< its number before the screening
        std::vector<std::string> failed;  ///< the criteria whose requirements it does not meet

        friend constexpr bool operator==(const rejection&, const rejection&) = default;
    };

    alternatives feasible;
    std::vector<rejection> rejected;
};

constexpr screened alternatives::screen(const std::vector<requirement>& requirements) const {
    std::vector<std::size_t> of_requirement;
    for (const requirement& required : requirements) {
        of_requirement.push_back(criterion_of(required));
        if (required.least <= required.most) continue;
        throw std::invalid_argument{"emptor::alternatives: " + required.criterion + " from " +
                                    detail::written(required.least) + " to " + detail::written(required.most) +
                                    " is required; no option can meet that"};
    }
    screened result{.feasible = alternatives{criteria_}, .rejected = {}};
    for (std::size_t i = 0; i < size(); ++i) {
        std::vector<std::string> failed;
        for (std::size_t r = 0; r < requirements.size(); ++r) {
            const double value = options_[i].values[of_requirement[r]];
            if (value < requirements[r].least || value > requirements[r].most)
                failed.push_back(requirements[r].criterion);
        }
        if (failed.empty()) {
            result.feasible.options_.push_back(options_[i]);
        } else {
            result.rejected.push_back({.option = i, .failed = std::move(failed)});
        }
    }
    return result;
}

}  // namespace emptor
