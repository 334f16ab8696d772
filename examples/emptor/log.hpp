// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Reads a log of events, one a row.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "clock.hpp"
#include "failure.hpp"
#include "key.hpp"
#include "messages.hpp"
#include "name_index.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "source.hpp"
#include "table.hpp"
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

/// Takes events, some at a time: whoever it is, what reads a log is compiled once.
using row_sink = std::function<void(std::span<const grouped_row>)>;

/// Events whose entity has been prepared but not numbered: so many memory accesses are under way at once.
class pending_rows {
public:
    pending_rows(text_index& index, const row_sink& sink) : index_{&index}, sink_{&sink} {}

    void add(std::string_view who, const event_row& event, std::uint32_t group) {
        index_->prepare(who_[count_], who);
        rows_[count_] = {event, group};
        if (++count_ == rows_.size()) flush();
    }

    void flush() {
        for (std::size_t i = 0; i < count_; ++i) rows_[i].event.who = index_->number(who_[i]);
        (*sink_)(std::span{rows_}.first(count_));
        count_ = 0;
    }

private:
    static constexpr std::size_t most = 32;

    text_index* index_;
    const row_sink* sink_;
    std::array<text_index::prepared, most> who_{};
    std::array<grouped_row, most> rows_{};
    std::size_t count_{};
};

/// Reads every file and gives the events to `sink` in the order of the rows.
/// @throws failure for whatever keeps the log from being read whole.
inline void read_rows(const funnel_options& options, log_names& names, progress& shown, const row_sink& sink) {
    clock_reader clock{options.input};
    announce(options.input.files, shown);
    pending_rows pending{names.who, sink};
    for (const std::string& file : options.input.files) {
        table rows{file, options.input, shown};
        const auto columns = [&](const std::vector<std::string>& wanted, std::string_view option) {
            std::vector<std::size_t> places;
            for (const std::string& name : wanted) places.push_back(rows.column(name, option));
            return places;
        };
        key who{columns(options.who, "--who")};
        const std::size_t when = rows.column(options.when, "--when");
        auto what_columns =
            options.what.empty() ? std::vector<std::size_t>{} : columns({options.what}, options.what_option);
        if (!options.role.empty()) what_columns.push_back(rows.column(options.role, options.role_option));
        if (!options.agreed.empty()) what_columns.push_back(rows.column(options.agreed, "--agreed"));
        if (options.matching && !options.matching->hold.empty()) {
            what_columns.push_back(rows.column(options.matching->hold, "--hold"));
        }
        key what{what_columns};
        const bool grouped = !options.by.empty();
        const std::size_t by = grouped ? rows.column(options.by, "--by") : 0;

        while (rows.next()) {
            event_row event{.when = time_in(rows, when, clock), .who = {}, .what = {}};
            const std::string_view id = who(rows);
            names.nobodys += who.is_blank(id) ? 1 : 0;
            event.what = names.what.number(what(rows));
            if (event.what == names.events_of.size()) names.events_of.push_back(0);
            ++names.events_of[event.what];
            pending.add(id, event, grouped ? names.groups.number(rows[by]) : 0);
        }
        pending.flush();
        names.rows += rows.rows();
    }
    shown.erase();
    require_rows(names.rows, options.input);
    if (names.who.size() == 0) warn_of_empty_answer(shown);
    if (names.nobodys > 0) {
        warn(shown, std::to_string(names.nobodys) + (names.nobodys == 1 ? " event has" : " events have") +
                        " nothing in " + listed(options.who) + "; together they count as one entity");
    }
}

/// The same for `sink(event, group)`, one after the other.
template <class Sink>
void read_log(const funnel_options& options, log_names& names, progress& shown, Sink sink) {
    read_rows(options, names, shown, [&](std::span<const grouped_row> rows) {
        for (const grouped_row& row : rows) sink(row.event, row.group);
    });
}

}  // namespace program
