// SPDX-License-Identifier: BSL-1.0
//
// Five people choose a platform among the vendors: who wins under each rule a group may follow, and whom a vendor has
// to convince. docs/group_decision.md shows what stands between the marks.
#include <array>
#include <cstddef>
#include <cstdint>
#include <iomanip>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/roles.hpp>

// clang-format off
// [README
using emptor::at_least, emptor::at_most, emptor::better;

struct member {
    std::string who;
    std::array<double, 4> weights;  // of price, quality, service and brand
    std::uint64_t votes;            // in the steering committee
};

const std::vector<member> centre{
    {"head of operations (user)",    {1, 4, 4, 1}, 2},
    {"architect (influencer)",       {1, 7, 2, 0}, 1},
    {"head of purchasing (buyer)",   {6, 1, 2, 1}, 2},
    {"IT director (decision maker)", {3, 3, 2, 2}, 4},
    {"controller (gatekeeper)",      {8, 1, 1, 0}, 2},
};

emptor::alternatives vendors() {
    emptor::alternatives all{{"price", better::less}, {"quality"}, {"service"}, {"brand"}};
    all.add("Aldus",  {310'000, 4.5, 3.0, 4.0});
    all.add("Borea",  {240'000, 3.0, 4.5, 2.0});
    all.add("Cirrus", {275'000, 4.0, 3.5, 5.0});
    all.add("Delphi", {190'000, 3.5, 1.5, 3.0});
    return all;
}

template <class Rule>
void show(std::string_view name, const Rule& rule, const emptor::preferences& members) {
    const emptor::group_choice choice = rule(members);
    std::cout << std::left << std::setw(24) << name << std::right << std::fixed << std::setprecision(3);
    for (const double chance : choice) std::cout << std::setw(8) << chance;
    const auto convince = emptor::whom_to_convince(rule, members, members.option("Borea")).front();
    std::cout << std::setw(10) << choice.undecided() << "   " << members.member_name(convince.member) << ": "
              << convince.now << " to " << convince.if_won << '\n';
}

void explain() {
    // First what the organisation can afford and must have, then what each member prefers among the rest.
    const auto [feasible, rejected] = vendors().screen({at_most("price", 320'000), at_least("service", 2)});
    for (const auto& each : rejected) {
        std::cout << vendors().name(each.option) << " fails on " << each.failed.front() << "\n\n";
    }
    emptor::preferences members{feasible.names()};
    for (const member& each : centre) members.add(each.who, emptor::chances_by_score(feasible, each.weights));

    std::cout << std::left << std::setw(24) << "rule" << std::right;
    for (const std::string& name : feasible.names()) std::cout << std::setw(8) << name;
    std::cout << std::setw(10) << "undecided" << "   whom Borea has to convince\n";
    show("weighted probability", emptor::weighted_probability{2, 1, 2, 4, 2}, members);
    show("equiprobability", emptor::equiprobability{}, members);
    show("autocracy", emptor::autocracy{.member = 3}, members);
    show("proportionality", emptor::proportionality{}, members);
    show("plurality", emptor::plurality{}, members);
    show("minimum endorsement, 4", emptor::minimum_endorsement{4}, members);
    show("unanimity", emptor::unanimity{}, members);
    show("preference perturbation", emptor::preference_perturbation{}, members);
    show("Borda", emptor::borda{}, members);
    show("Condorcet", emptor::condorcet{}, members);
    show("instant runoff", emptor::instant_runoff{}, members);

    std::vector<std::uint64_t> votes;
    for (const member& each : centre) votes.push_back(each.votes);
    const auto power = emptor::shapley_shubik(emptor::weighted_game{6, votes});
    std::cout << "\nPower (Shapley and Shubik) where 6 of 11 votes decide:\n";
    for (std::size_t i = 0; i < centre.size(); ++i) {
        std::cout << "  " << std::left << std::setw(30) << centre[i].who << votes[i] << " of 11 votes, "
                  << power[i].text() << " of the power\n";
    }
}
// README]
// clang-format on

int main() { explain(); }
