// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where they went, how long it took, and who was waited for.

#include <emptor/flow/absorption.hpp>
#include <emptor/flow/aligner.hpp>
#include <emptor/flow/alignment.hpp>
#include <emptor/flow/attribution.hpp>
#include <emptor/flow/chain_tests.hpp>
#include <emptor/flow/chain_words.hpp>
#include <emptor/flow/conformance.hpp>
#include <emptor/flow/conformance_report.hpp>
#include <emptor/flow/discover.hpp>
#include <emptor/flow/discovery.hpp>
#include <emptor/flow/discovery_source.hpp>
#include <emptor/flow/dwell.hpp>
#include <emptor/flow/estimated_chance.hpp>
#include <emptor/flow/first_passage.hpp>
#include <emptor/flow/frequent_paths.hpp>
#include <emptor/flow/handover.hpp>
#include <emptor/flow/handover_counter.hpp>
#include <emptor/flow/handover_report.hpp>
#include <emptor/flow/markov_chain.hpp>
#include <emptor/flow/next_events.hpp>
#include <emptor/flow/path_counts.hpp>
#include <emptor/flow/paths.hpp>
#include <emptor/flow/rework.hpp>
#include <emptor/flow/stage_rule_counts.hpp>
#include <emptor/flow/stage_rules.hpp>
#include <emptor/flow/state.hpp>
#include <emptor/flow/step_matrix.hpp>
#include <emptor/flow/text_stage_rules.hpp>
#include <emptor/flow/time_to_reach.hpp>
#include <emptor/flow/totals.hpp>
#include <emptor/flow/transition_counts.hpp>
#include <emptor/flow/transition_matrix.hpp>
#include <emptor/flow/transitions.hpp>
#include <emptor/flow/verdicts.hpp>
#include <emptor/flow/what_if.hpp>
