// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Reads a log of events, one a row.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "clock.hpp"
#include "failure.hpp"
#include "messages.hpp"
#include "name_index.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "source.hpp"
#include "text_index.hpp"
#include "words.hpp"

namespace program {

/// An event as it is kept: its texts are numbers.
struct event_row {
    moment when;
    std::uint32_t who;
    std::uint32_t what;
};

/// The events of a log, in pieces that stay where they are.
class event_rows {
public:
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    void push_back(const event_row& row) {
        if (size_ == pieces_.size() * piece) {
            pieces_.emplace_back();
            pieces_.back().reserve(piece);
        }
        pieces_.back().push_back(row);
        ++size_;
    }

    /// @param foresee is called for each row some rows before `use`.
    template <class Use, class Foresee>
    void for_each(Use use, Foresee foresee) const {
        constexpr std::size_t ahead = 24;
        for (const auto& rows : pieces_) {
            for (std::size_t i = 0; i < rows.size(); ++i) {
                if (i + ahead < rows.size()) foresee(rows[i + ahead]);
                use(rows[i]);
            }
        }
    }

private:
    static constexpr std::size_t piece = std::size_t{1} << 18U;

    std::vector<std::vector<event_row>> pieces_;
    std::size_t size_{};
};

/// The texts of a log by their numbers, and what was read.
struct log_names {
    text_index who;
    name_index what;    ///< with `--role`, `--agreed` or `--hold`, keys: the event and these; or the role alone
    name_index groups;  ///< the values of the column `--by`
    std::vector<std::uint64_t> events_of;  ///< how often each `what` occurs
    std::uint64_t rows{};                  ///< all rows, those not wanted as well
    std::uint64_t nobodys{};               ///< events without a `who`
};

/// A log that has a header only says nothing about anyone: that is a mistake more often than an answer.
/// @throws failure where no file has a row.
inline void require_rows(std::uint64_t rows, const input_options& input) {
    if (rows > 0) return;
    throw bad_data(place_of(input.files.front()) + (input.files.size() > 1 ? " and the other files" : "") +
                   ": a header and no rows; there is nothing to count");
}

inline void warn_of_empty_answer(progress& shown) {
    warn(shown, "no row has what --where asks for; every number is 0");
}

/// An event, and the number of its value in the column `--by`, or 0.
struct grouped_row {
    event_row event;
    std::uint32_t group;
};

/// Takes events, some at a time: whoever it is, what reads a log is compiled once (log.cpp).
using row_sink = std::function<void(std::span<const grouped_row>)>;

/// Reads every file and gives the events to `sink` in the order of the rows.
/// @throws failure for whatever keeps the log from being read whole.
void read_rows(const funnel_options& options, log_names& names, progress& shown, const row_sink& sink);

/// The same for `sink(event, group)`, one after the other.
template <class Sink>
void read_log(const funnel_options& options, log_names& names, progress& shown, Sink sink) {
    read_rows(options, names, shown, [&](std::span<const grouped_row> rows) {
        for (const grouped_row& row : rows) sink(row.event, row.group);
    });
}

/// All events, in the order of the rows.
[[nodiscard]] inline std::vector<event_row> all_rows(const funnel_options& options, log_names& names, progress& shown) {
    std::vector<event_row> rows;
    read_log(options, names, shown, [&](const event_row& row, std::uint32_t) { rows.push_back(row); });
    return rows;
}

}  // namespace program
