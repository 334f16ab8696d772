// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Groups to decide on, and the plain way to find what they decide: through all their ballots.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <random>
#include <span>
#include <string>
#include <vector>

#include <emptor/roles/group_choice.hpp>
#include <emptor/roles/preferences.hpp>

/// The first case of the table of published formulas: three members, three options.
inline emptor::preferences three_by_three() {
    emptor::preferences centre{"Aldus", "Borea", "Cirrus"};
    centre.add("engineer", {0.3, 0.5, 0.2});
    centre.add("buyer", {0.6, 0.3, 0.1});
    centre.add("director", {0.2, 0.2, 0.6});
    return centre;
}

/// Chances in tenths, some of them 0; now and then a member with a ranking.
inline emptor::preferences random_group(std::mt19937_64& random, std::size_t most_members, std::size_t most_options) {
    auto group = emptor::preferences::over(1 + random() % most_options);
    for (auto members = 1 + random() % most_members; members > 0; --members) {
        if (random() % 5 == 0) {
            emptor::order_of_options order(group.options());
            std::iota(order.begin(), order.end(), std::size_t{0});
            for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
            group.add_ranking("ranks", order);
            continue;
        }
        std::vector<double> chances(group.options(), 0);
        for (int tenth = 0; tenth < 10; ++tenth) ++chances[random() % chances.size()];
        for (double& chance : chances) chance /= 10;
        group.add("draws", chances);
    }
    return group;
}

/// Calls `use(favourites, probability)` for each of options^members lists of favourites.
template <class Use>
void for_all_favourites(const emptor::preferences& group, Use use) {
    std::vector<std::size_t> favourites(group.members(), 0);
    while (true) {
        double probability = 1;
        for (std::size_t member = 0; member < favourites.size(); ++member) {
            probability *= group.chance(member, favourites[member]);
        }
        if (probability > 0) use(favourites, probability);
        std::size_t member = 0;
        while (member < favourites.size() && ++favourites[member] == group.options()) favourites[member++] = 0;
        if (member == favourites.size()) return;
    }
}

/// The probability that a member ranks in this order: one option drawn after the other.
inline double chance_of(const emptor::preferences& group, std::size_t member, const emptor::order_of_options& order) {
    const auto ranking = group.ranking(member);
    if (!ranking.empty()) return std::equal(ranking.begin(), ranking.end(), order.begin()) ? 1 : 0;
    double probability = 1;
    emptor::order_of_options left = order;
    while (!left.empty()) {
        double sum = 0;
        for (const std::size_t option : left) sum += group.chance(member, option);
        probability *= sum > 0 ? group.chance(member, left.front()) / sum : 1 / static_cast<double>(left.size());
        left.erase(left.begin());
    }
    return probability;
}

/// Calls `use(orders, probability)` for each of options!^members lists of orders.
template <class Use>
void for_all_orders(const emptor::preferences& group, Use use) {
    std::vector<emptor::order_of_options> all;
    emptor::order_of_options order(group.options());
    std::iota(order.begin(), order.end(), std::size_t{0});
    do all.push_back(order);
    while (std::next_permutation(order.begin(), order.end()));
    std::vector<std::size_t> chosen(group.members(), 0);
    std::vector<emptor::order_of_options> orders(group.members());
    while (true) {
        double probability = 1;
        for (std::size_t member = 0; member < chosen.size(); ++member) {
            orders[member] = all[chosen[member]];
            probability *= chance_of(group, member, orders[member]);
        }
        if (probability > 0) use(orders, probability);
        std::size_t member = 0;
        while (member < chosen.size() && ++chosen[member] == all.size()) chosen[member++] = 0;
        if (member == chosen.size()) return;
    }
}

/// The place of an option in an order, from 0.
inline std::size_t place_of(std::size_t option, const emptor::order_of_options& order) {
    return static_cast<std::size_t>(std::find(order.begin(), order.end(), option) - order.begin());
}
