// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A decision chain in plain words: its rows and its policies are data.

#include <cstddef>
#include <optional>
#include <vector>

#include "purchases.hpp"

namespace purchase_test {

using plain_roles = std::vector<emptor::role>;

inline bool has(const plain_roles& roles, emptor::role role) {
    for (const emptor::role each : roles) {
        if (each == role) return true;
    }
    return false;
}

/// Each once.
inline plain_roles in_order(const plain_roles& some) {
    plain_roles ordered;
    for (const emptor::role each : {user, influencer, buyer, decision_maker, gatekeeper}) {
        if (has(some, each)) ordered.push_back(each);
    }
    return ordered;
}

/// What a row asks for.
struct plain_rule {
    stage target;
    plain_roles may{};    ///< none: anyone
    plain_roles asked{};  ///< in their turn, where they have one
    std::size_t needed{asked.size()};
    bool in_turn{};
    bool separate{};
};
struct plain_row {
    std::vector<stage> from;
    event what;
    plain_rule says;
};

/// What a policy may know.
struct plain_facts {
    event what;
    bool approving;
    plain_roles agreed;  ///< the roles in which someone has
    int now;
    int since;  ///< when the stage was entered
    eur amount;
    std::optional<eur> budget;
    std::optional<int> deadline;
    unsigned quotes;
    plain_roles evaluated;
};

/// It agrees where it says nothing else.
struct plain_verdict {
    std::optional<answer_kind> no{};
    bool abstains{};
    std::optional<emptor::role> to{};
};

struct plain_chain {
    std::vector<plain_row> rows;
    plain_verdict (*policy)(emptor::role, const plain_facts&);
    /// Who decides in place of a role: from the start, and once it has been asked for so long.
    std::optional<emptor::role> (*aside)(emptor::role);
    std::optional<emptor::role> (*overdue)(emptor::role, int);
};

}  // namespace purchase_test
