// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What may happen. The ready-made processes are taken one by one, or all with <emptor/process/models.hpp>: they cost a
/// second to compile.

#include <emptor/process/alias.hpp>
#include <emptor/process/basic_process.hpp>
#include <emptor/process/batching.hpp>
#include <emptor/process/brief.hpp>
#include <emptor/process/bytes_result.hpp>
#include <emptor/process/compose.hpp>
#include <emptor/process/describe.hpp>
#include <emptor/process/diagram.hpp>
#include <emptor/process/dot.hpp>
#include <emptor/process/enumerator_set.hpp>
#include <emptor/process/enumerators.hpp>
#include <emptor/process/fleet.hpp>
#include <emptor/process/fleet_outcome.hpp>
#include <emptor/process/guard.hpp>
#include <emptor/process/id_set.hpp>
#include <emptor/process/in_names.hpp>
#include <emptor/process/journey.hpp>
#include <emptor/process/journey_end.hpp>
#include <emptor/process/label.hpp>
#include <emptor/process/mermaid.hpp>
#include <emptor/process/model.hpp>
#include <emptor/process/named_rule.hpp>
#include <emptor/process/observer.hpp>
#include <emptor/process/outcome.hpp>
#include <emptor/process/parse.hpp>
#include <emptor/process/parse_rules.hpp>
#include <emptor/process/phrase.hpp>
#include <emptor/process/plantuml.hpp>
#include <emptor/process/process.hpp>
#include <emptor/process/refusal.hpp>
#include <emptor/process/rename.hpp>
#include <emptor/process/role.hpp>
#include <emptor/process/rule.hpp>
#include <emptor/process/run.hpp>
#include <emptor/process/shown.hpp>
#include <emptor/process/tally.hpp>
#include <emptor/process/title.hpp>
