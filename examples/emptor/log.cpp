// SPDX-License-Identifier: BSL-1.0
#include "log.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "clock.hpp"
#include "key.hpp"
#include "messages.hpp"
#include "options.hpp"
#include "progress.hpp"
#include "source.hpp"
#include "table.hpp"
#include "text_index.hpp"
#include "words.hpp"

namespace program {

namespace {

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

}  // namespace

void read_rows(const funnel_options& options, log_names& names, progress& shown, const row_sink& sink) {
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

}  // namespace program
