// SPDX-License-Identifier: BSL-1.0
#include "discover.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/flow/discover.hpp>
#include <emptor/flow/discovery_source.hpp>
#include <emptor/io/discovery.hpp>
#include <emptor/process/mermaid.hpp>

#include "failure.hpp"
#include "list.hpp"
#include "log.hpp"
#include "log_words.hpp"
#include "options.hpp"
#include "output.hpp"
#include "progress.hpp"
#include "words.hpp"

namespace program {

namespace {

constexpr std::array<std::string_view, 3> discover_formats{"text", "mermaid", "cpp"};

/// How often, or by which share, a move must have been made: `10`, `5%` or `0.05`.
[[nodiscard]] emptor::discover threshold_in(const std::string& text) {
    const auto wrong = [&] {
        return bad_usage("--at-least is " + in_quotes(text) +
                         "; it must be a number of times, such as 10, or a share, such as 5% or 0.05");
    };
    std::string_view number = text;
    const bool is_percent = number.ends_with('%');
    if (is_percent) number.remove_suffix(1);
    const std::size_t point = number.find('.');
    std::uint64_t digits = 0;
    double scale = is_percent ? 100 : 1;
    if (number.empty() || number == ".") throw wrong();
    for (std::size_t at = 0; at < number.size(); ++at) {
        if (at == point) continue;
        if (number[at] < '0' || number[at] > '9' || digits > 100'000'000'000'000) throw wrong();
        digits = digits * 10 + static_cast<std::uint64_t>(number[at] - '0');
        if (at > point) scale *= 10;  // not where there is none: it is beyond the end then
    }
    emptor::discover asked;
    if (is_percent || point != std::string_view::npos) {
        asked.share = static_cast<double>(digits) / scale;
        if (asked.share > 1) throw wrong();
    } else {
        asked.at_least = digits;
        if (digits == 0) throw wrong();
    }
    return asked;
}

/// The answer in a format that needs a process.
[[nodiscard]] std::string drawn(const emptor::discovery& found, std::string_view as, const std::string& space) {
    try {
        if (as == "cpp") {
            static_cast<void>(found.process());
            return emptor::cpp(found, space);
        }
        const emptor::proportion fitting = found.fitting.value_or(emptor::proportion{});
        return emptor::mermaid(found.process()) + "    %% of " + std::to_string(fitting.chances()) +
               " paths of the log it allows " + std::to_string(fitting.taken()) + ", from start to end\n";
    } catch (const std::invalid_argument& error) {
        if (std::string_view{error.what()}.starts_with("emptor::cpp: "))
            throw bad_usage("--namespace is " + in_quotes(space) + "; it must be an identifier of C++");
        throw bad_data(reason_of(error));
    }
}

}  // namespace

void run_discover(const discover_words& said) {
    require_said(said.log.who, "--who", "the column that tells entities apart");
    require_said(said.log.when, "--when", "the column of times");
    require_said(said.log.what, "--what", "the column of states or events");
    funnel_words written = said.log;
    if (written.format.empty() && written.output.ends_with(".hpp")) written.format = "cpp";
    const std::string_view as = format_among(discover_formats, "emptor discover", written);
    if (as != "cpp" && said.space != "discovered") throw bad_usage("--namespace means nothing without --format cpp");
    emptor::discover asked = threshold_in(said.at_least);
    asked.keep_stages = said.keep_stages;
    const funnel_options options = options_in(said.log);

    progress shown;
    log_names names;
    const std::vector<event_row> rows = all_rows(options, names, shown);
    const auto state = [&](const event_row& row) {
        const std::string_view text = names.what[row.what];
        return text.empty() ? std::nullopt : std::optional{text};
    };
    emptor::discovery found;
    try {
        found = asked(emptor::sort_first, rows, &event_row::who, &event_row::when, state);
    } catch (const std::invalid_argument& error) {
        if (!said.keep_stages) throw;
        throw bad_data(
            "too many states for --keep-stages; a process has at most 127 stages, of which one is before the "
            "first event");
    }
    put(said.log.output, as == "text" ? emptor::io::text(found, said.log.title) : drawn(found, as, said.space));
}

}  // namespace program
