// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// One funnel seen group by group.

#include <string>
#include <vector>

#include <emptor/funnel/report.hpp>

namespace emptor::io {

/// The reports of the groups that a column of the log makes, beside the report of all of them together.
///
/// All reports answer the same question. The groups need not add up to the whole: an entity may be seen in two of them.
template <class Elapsed>
struct breakdown {
    struct group {
        std::string value;  ///< what the column says of this group; may be empty
        funnel_report<Elapsed> report;

        friend bool operator==(const group&, const group&) = default;
    };

    std::string by;  ///< the name of the column
    funnel_report<Elapsed> overall;
    std::vector<group> groups;  ///< in the order they are shown

    friend bool operator==(const breakdown&, const breakdown&) = default;
};

}  // namespace emptor::io
