// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The ready-made processes.

#include <string_view>

#include <emptor/process/models/aida.hpp>
#include <emptor/process/models/buygrid.hpp>
#include <emptor/process/models/five_stage.hpp>
#include <emptor/process/models/hierarchy_of_effects.hpp>
#include <emptor/process/models/procurement.hpp>
#include <emptor/process/models/sales_cycle.hpp>
#include <emptor/process/models/solution_selling.hpp>

namespace emptor {

/// Calls `visit(name, process, title)` for each ready-made process, e.g. to choose one by its name.
template <class Visitor>
constexpr void for_each_model(Visitor&& visit) {
    const auto show = [&] < const auto & Process > (std::string_view name) { visit(name, Process, title_of<Process>); };
    show.template operator()<five_stage>("five_stage");
    show.template operator()<procurement>("procurement");
    show.template operator()<aida>("aida");
    show.template operator()<sales_cycle>("sales_cycle");
    show.template operator()<hierarchy_of_effects>("hierarchy_of_effects");
    show.template operator()<new_task>("new_task");
    show.template operator()<modified_rebuy>("modified_rebuy");
    show.template operator()<straight_rebuy>("straight_rebuy");
    show.template operator()<solution_selling>("solution_selling");
}

}  // namespace emptor
