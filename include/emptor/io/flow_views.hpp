// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// All that is known of one flow, to be shown together.

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <emptor/flow/conformance_report.hpp>
#include <emptor/flow/first_passage.hpp>
#include <emptor/flow/rework.hpp>
#include <emptor/flow/step_matrix.hpp>
#include <emptor/flow/what_if.hpp>
#include <emptor/io/conformance.hpp>
#include <emptor/io/flow_view.hpp>
#include <emptor/stats/survival.hpp>

namespace emptor::io {

/// How long it takes until entities come to a state: the `waiting()` of `time_to_reach`.
struct wait_view {
    std::string until;  ///< what is waited for, for those who read it: "purchase"
    survival waiting;   ///< since the first event of each
    bool has_unit{};    ///< times are seconds; else they are in the log's own unit

    friend bool operator==(const wait_view&, const wait_view&) = default;
};

/// A move that is made by another share of those who are where it begins, and what that does.
struct changed_move {
    std::string from;
    std::string to;
    double share{};  ///< as it would be
    what_if_result result;
};

/// How likely paths come to a goal, what that depends on, and what changes would do.
struct goal_view {
    first_passage passage;                ///< of a chain made of the counts of the flow
    std::vector<changed_move> changes{};  ///< each by itself
    /// All of them at once; nothing unless there are several.
    std::optional<what_if_result> together{};
    bool is_open{};  ///< the chain takes ends of paths for no ends (`still_open`)
};

/// How well paths follow a process, in the words of that process.
class process_view {
public:
    /// @param name of the process, for those who read it.
    template <class Process>
    process_view(std::string name, const conformance_report<Process>& report, const Process& process)
        : name_{std::move(name)}, report_{detail::plain(report, process)} {}

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] const detail::plain_conformance& report() const noexcept { return report_; }

private:
    std::string name_;
    detail::plain_conformance report_;
};

/// A flow with everything that was asked of the same events. Only the flow is always there; what is absent is not
/// shown.
///
/// `text` and `json` of it stand in flow_views_text.hpp and flow_views_json.hpp, `html` in flow_html.hpp; its picture
/// is that of the flow.
template <class State>
struct flow_views {
    flow_view<State> flow;
    std::optional<wait_view> wait{};
    std::optional<goal_view> goal{};
    std::optional<process_view> against{};
    std::optional<emptor::rework<State>> returns{};
    std::optional<step_matrix<State>> steps{};
};

}  // namespace emptor::io
