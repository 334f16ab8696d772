// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Who in a group would choose what.

#include <cstddef>
#include <initializer_list>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/roles/detail/written.hpp>
#include <emptor/stats/detail/given_name.hpp>

namespace emptor {

/// All options, the best first.
using order_of_options = std::vector<std::size_t>;

/// What each member of a group prefers among the same options: how likely it is to choose each if it were alone, or in
/// which order it ranks them.
///
/// A member with chances ranks at random where a rule asks for an order: the best by these chances, the next by the
/// chances among those left, and so on (R. L. Plackett 1975, Applied Statistics 24, 193-202; R. D. Luce 1959). Options
/// without a chance come last, each order of them as likely. Members choose independently of each other.
///
///     emptor::preferences centre{"Aldus", "Borea", "Cirrus"};
///     centre.add("engineer", {0.3, 0.5, 0.2});
///     centre.add_ranking("director", {"Cirrus", "Aldus", "Borea"});
///
/// Members and options are numbered from 0 in the order they were given; their names serve answers and errors.
class preferences {
public:
    /// How far from 1 the chances of a member may add up.
    static constexpr double tolerance = 1e-9;

    /// @throws std::invalid_argument if there is no option, or two have one name.
    constexpr explicit preferences(std::vector<std::string> options) : options_{std::move(options)} {
        if (options_.empty()) throw std::invalid_argument{"emptor::preferences: no options; there must be 1 or more"};
        for (std::size_t i = 0; i < options_.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (options_[i] == options_[j]) {
                    throw std::invalid_argument{"emptor::preferences: two options are named \"" + options_[i] + "\""};
                }
            }
        }
    }

    constexpr preferences(std::initializer_list<detail::given_name> options) : preferences{texts_of(options)} {}

    /// Options named `option 0`, `option 1` and so on.
    [[nodiscard]] static constexpr preferences over(std::size_t options) {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < options; ++i) {
            names.emplace_back("option ");
            names.back() += std::to_string(i);
        }
        return preferences{std::move(names)};
    }

    /// Adds a member by the chance it would choose each option, and returns its number.
    /// @throws std::invalid_argument if there is not one chance an option, a chance is negative or not a number, or
    ///         they do not add up to 1 within 10^-9. What is missing to 1 is shared out in proportion.
    constexpr std::size_t add(std::string name, std::vector<double> chances) {
        members_.push_back(with_these(std::move(name), std::move(chances)));
        return members() - 1;
    }

    /// Adds a member by its ranking, and returns its number.
    /// @throws std::invalid_argument unless each option is ranked, and ranked once.
    constexpr std::size_t add_ranking(std::string name, order_of_options best_first) {
        members_.push_back(ranking_these(std::move(name), std::move(best_first)));
        return members() - 1;
    }

    constexpr std::size_t add_ranking(std::string name, std::initializer_list<detail::given_name> best_first) {
        order_of_options numbers;
        for (const detail::given_name& ranked : best_first) numbers.push_back(option(ranked.text));
        return add_ranking(std::move(name), std::move(numbers));
    }

    [[nodiscard]] constexpr std::size_t members() const noexcept { return members_.size(); }
    [[nodiscard]] constexpr std::size_t options() const noexcept { return options_.size(); }

    /// @throws std::invalid_argument if there is no such member or option, as all below.
    [[nodiscard]] constexpr const std::string& member_name(std::size_t member) const { return at(member).name; }
    [[nodiscard]] constexpr const std::string& option_name(std::size_t option) const {
        return options_[known_option(option)];
    }

    /// The number of the option, or of the first member, of this name.
    [[nodiscard]] constexpr std::size_t option(std::string_view name) const {
        for (std::size_t i = 0; i < options(); ++i) {
            if (options_[i] == name) return i;
        }
        throw std::invalid_argument{unknown("option", name, options_)};
    }
    [[nodiscard]] constexpr std::size_t member(std::string_view name) const {
        std::vector<std::string> names;
        for (std::size_t i = 0; i < members(); ++i) {
            if (members_[i].name == name) return i;
            names.push_back(members_[i].name);
        }
        throw std::invalid_argument{unknown("member", name, names)};
    }

    /// The chance that the member chooses the option; 1 or 0 for a member with a ranking.
    [[nodiscard]] constexpr double chance(std::size_t member, std::size_t option) const {
        return chances(member)[known_option(option)];
    }
    [[nodiscard]] constexpr std::span<const double> chances(std::size_t member) const { return at(member).chances; }

    /// The member's ranking, the best first; empty for a member with chances.
    [[nodiscard]] constexpr std::span<const std::size_t> ranking(std::size_t member) const {
        return at(member).ranking;
    }

    /// The same group with other chances, or another ranking, of one member.
    [[nodiscard]] constexpr preferences with(std::size_t member, std::vector<double> chances) const {
        preferences changed = *this;
        changed.members_[member] = with_these(at(member).name, std::move(chances));
        return changed;
    }
    [[nodiscard]] constexpr preferences with_ranking(std::size_t member, order_of_options best_first) const {
        preferences changed = *this;
        changed.members_[member] = ranking_these(at(member).name, std::move(best_first));
        return changed;
    }

    friend constexpr bool operator==(const preferences&, const preferences&) = default;

private:
    [[nodiscard]] static constexpr std::vector<std::string> texts_of(std::initializer_list<detail::given_name> names) {
        std::vector<std::string> texts;
        for (const detail::given_name& name : names) texts.emplace_back(name.text);
        return texts;
    }

    struct one {
        std::string name;
        std::vector<double> chances;
        order_of_options ranking;  // empty where the chances say all

        friend constexpr bool operator==(const one&, const one&) = default;
    };

    [[nodiscard]] constexpr const one& at(std::size_t member) const {
        if (member >= members()) {
            throw std::invalid_argument{"emptor::preferences: no member " + std::to_string(member) + "; there are " +
                                        std::to_string(members())};
        }
        return members_[member];
    }

    [[nodiscard]] constexpr std::size_t known_option(std::size_t option) const {
        if (option >= options()) {
            throw std::invalid_argument{"emptor::preferences: no option " + std::to_string(option) + "; there are " +
                                        std::to_string(options())};
        }
        return option;
    }

    [[nodiscard]] constexpr one with_these(std::string name, std::vector<double> chances) const {
        if (chances.size() != options()) {
            throw std::invalid_argument{"emptor::preferences: member \"" + name + "\" has " +
                                        std::to_string(chances.size()) + " chances; one is needed for each of " +
                                        std::to_string(options()) + " options"};
        }
        double sum = 0;
        for (std::size_t i = 0; i < options(); ++i) {
            if (!(detail::is_finite(chances[i]) && chances[i] >= 0)) {
                throw std::invalid_argument{"emptor::preferences: member \"" + name + "\" chooses \"" + options_[i] +
                                            "\" with chance " + detail::written(chances[i]) +
                                            "; a chance is from 0 to 1"};
            }
            sum += chances[i];
        }
        if (!(sum > 1 - tolerance && sum < 1 + tolerance)) {
            throw std::invalid_argument{"emptor::preferences: the chances of member \"" + name + "\" add up to " +
                                        detail::written(sum) + "; they must add up to 1"};
        }
        for (double& chance : chances) chance /= sum;
        return {std::move(name), std::move(chances), {}};
    }

    [[nodiscard]] constexpr one ranking_these(std::string name, order_of_options best_first) const {
        std::vector<double> ranked(options(), 0);
        for (const std::size_t option : best_first) {
            if (option < options() && ranked[option] == 0) {
                ranked[option] = 1;
                continue;
            }
            throw std::invalid_argument{
                "emptor::preferences: member \"" + name + "\" ranks " +
                (option < options() ? "\"" + options_[option] + "\" twice"
                                    : "option " + std::to_string(option) + " of " + std::to_string(options())) +
                "; each option is ranked once"};
        }
        for (std::size_t option = 0; option < options(); ++option) {
            if (ranked[option] != 0) continue;
            throw std::invalid_argument{"emptor::preferences: member \"" + name + "\" does not rank \"" +
                                        options_[option] + "\"; each option is ranked once"};
        }
        std::vector<double> chances(options(), 0);
        chances[best_first.front()] = 1;
        return {std::move(name), std::move(chances), std::move(best_first)};
    }

    [[nodiscard]] static constexpr std::string unknown(const char* what, std::string_view name,
                                                       const std::vector<std::string>& names) {
        std::string text = "emptor::preferences: no ";
        text.append(what).append(" \"").append(name).append("\"; there are");
        for (std::size_t i = 0; i < names.size(); ++i)
            text.append(i == 0 ? " \"" : ", \"").append(names[i]).append("\"");
        if (names.empty()) text += " none";
        return text;
    }

    std::vector<std::string> options_;
    std::vector<one> members_;
};

}  // namespace emptor
