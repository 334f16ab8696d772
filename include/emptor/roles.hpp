// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Who may move a purchase and who must agree; how a group decides, and who in it holds power.

#include <emptor/roles/acting_as.hpp>
#include <emptor/roles/alternatives.hpp>
#include <emptor/roles/authority_table.hpp>
#include <emptor/roles/ballots.hpp>
#include <emptor/roles/borda.hpp>
#include <emptor/roles/condorcet.hpp>
#include <emptor/roles/deal.hpp>
#include <emptor/roles/deal_answer.hpp>
#include <emptor/roles/deal_entry.hpp>
#include <emptor/roles/deal_terms.hpp>
#include <emptor/roles/decision_chain.hpp>
#include <emptor/roles/endorsement.hpp>
#include <emptor/roles/exact_choice.hpp>
#include <emptor/roles/exact_ratio.hpp>
#include <emptor/roles/group_choice.hpp>
#include <emptor/roles/group_rule.hpp>
#include <emptor/roles/influence.hpp>
#include <emptor/roles/instant_runoff.hpp>
#include <emptor/roles/judgement.hpp>
#include <emptor/roles/jury.hpp>
#include <emptor/roles/kemeny.hpp>
#include <emptor/roles/member.hpp>
#include <emptor/roles/money.hpp>
#include <emptor/roles/policies.hpp>
#include <emptor/roles/power.hpp>
#include <emptor/roles/preference_perturbation.hpp>
#include <emptor/roles/preferences.hpp>
#include <emptor/roles/purchase_request.hpp>
#include <emptor/roles/role_policy.hpp>
#include <emptor/roles/simple_game.hpp>
#include <emptor/roles/simulated_choice.hpp>
#include <emptor/roles/verdict.hpp>
#include <emptor/roles/voting.hpp>
#include <emptor/roles/weighted_game.hpp>
#include <emptor/roles/weighted_probability.hpp>
