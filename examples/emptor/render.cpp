// SPDX-License-Identifier: BSL-1.0
#include "render.hpp"

#include <cstddef>
#include <string>
#include <string_view>

#include <emptor/io/views_csv.hpp>
#include <emptor/io/views_html.hpp>
#include <emptor/io/views_json.hpp>
#include <emptor/io/views_svg.hpp>
#include <emptor/io/views_text.hpp>

namespace program {

namespace {

[[nodiscard]] std::string in_format(const views_type& views, format as, std::string_view title) {
    switch (as) {
        case format::text:
            return emptor::io::text(views, title);
        case format::json:
            return emptor::io::json(views);
        case format::csv:
            return emptor::io::csv(views);
        case format::svg:
            return emptor::io::svg(views, title);
        case format::html:
            return emptor::io::html(views, title);
    }
    return {};
}

}  // namespace

std::string rendered(views_type views, const funnel_options& options) {
    constexpr std::size_t most_groups = 24;
    std::string left_out;
    if (options.format == format::text && views.groups && views.groups->groups.size() > most_groups) {
        auto& groups = views.groups->groups;
        left_out = "\n--by " + options.by + " makes " + std::to_string(groups.size()) + " groups; the " +
                   std::to_string(most_groups) + " largest are shown. --format json or csv has them all.\n";
        groups.erase(groups.begin() + most_groups, groups.end());
    }
    return in_format(views, options.format, options.title) + left_out;
}

}  // namespace program
