// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// All that is known of one funnel, to be shown together.

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <emptor/flow/next_events.hpp>
#include <emptor/funnel/compare.hpp>
#include <emptor/funnel/report.hpp>
#include <emptor/funnel/retention_triangle.hpp>
#include <emptor/funnel/time_to_convert.hpp>
#include <emptor/funnel/trend.hpp>
#include <emptor/io/breakdown.hpp>

namespace emptor::io {

/// The groups that a column of the log makes.
template <class Elapsed>
struct groups_view {
    std::string by{};                                          ///< the name of the column
    std::vector<typename breakdown<Elapsed>::group> groups{};  ///< in the order they are shown
    bool sums{true};                                           ///< they add up to the funnel (`funnel_breakdown::sums`)

    friend bool operator==(const groups_view&, const groups_view&) = default;
};

/// The funnel over time.
struct trend_view {
    std::string bucket{};                 ///< what a bucket is, for those who read it: "week", "month, +08:00"
    std::vector<trend_bucket> buckets{};  ///< in order of time
    bool sums{true};                      ///< they add up to the funnel (`funnel_trend::sums`)
    /// Until when the log was watched, if that is known: attempts that started lately may yet get further, and with
    /// this it is said which buckets have such.
    std::optional<std::chrono::sys_seconds> observed_until{};

    friend bool operator==(const trend_view&, const trend_view&) = default;
};

/// Who of those who started together came back.
struct retention_view {
    std::string period{};  ///< what a column is, for those who read it: "week"
    std::string start{};   ///< what they started with: "visit"
    std::string back{};    ///< what they came back with: "purchase", "any event"
    retention_triangle triangle{};

    friend bool operator==(const retention_view&, const retention_view&) = default;
};

/// Groups against each other.
struct comparison_view {
    std::string by{};                      ///< the name of the column that makes the groups
    std::vector<rate_comparison> rates{};  ///< first that of the last step of the first, then of each of the one before
};

/// What those did next who came to a step and no further.
struct lost_view {
    std::size_t step{1};                     ///< the last one they took, counted from 1
    std::size_t most{1};                     ///< how many events were asked for
    next_events_report<std::string> next{};  ///< of `lost_after(attempts, step)`

    friend bool operator==(const lost_view&, const lost_view&) = default;
};

/// A funnel with everything that was counted of the same attempts. Only the funnel is always there; what is absent or
/// empty is not shown, and a funnel alone is shown as its report is.
///
/// `text`, `json`, `csv`, `html` and `svg` of it stand each in a header of their own: views_text.hpp and so on.
template <class Elapsed>
struct funnel_views {
    funnel_report<Elapsed> funnel;
    std::optional<groups_view<Elapsed>> groups{};
    std::optional<trend_view> trend{};
    /// From which step to which it took how long, in seconds where the funnel has a unit; first the whole way.
    std::vector<time_to_convert> times{};
    /// The shares, in [0, 1], of which quantiles of `times` are shown.
    std::vector<double> quantiles{0.5, 0.9};
    std::optional<retention_view> retention{};
    std::optional<comparison_view> comparison{};
    std::vector<lost_view> lost{};  ///< in the order of the steps
};

}  // namespace emptor::io
