// SPDX-License-Identifier: BSL-1.0

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_range.hpp>

#include <emptor/io/csv.hpp>

#include "shared_data.hpp"

namespace csv_of_real_logs_test {

namespace {

using rows_type = std::vector<std::vector<std::string>>;

/// All rows, the header first; the text must be good.
rows_type rows_of(std::string_view text) {
    emptor::io::csv_reader rows{text};
    rows_type read{{rows.header().begin(), rows.header().end()}};
    while (rows.next()) {
        auto& row = read.emplace_back();
        for (std::size_t i = 0; i < rows.size(); ++i) row.emplace_back(rows[i]);
    }
    CHECK_FALSE(rows.error());
    return read;
}

}  // namespace

TEST_CASE("real logs are read whole, with any line ends") {
    const auto slurp = [](const std::string& name) {
        std::ifstream in{shared_file(name), std::ios::binary};
        return std::string{std::istreambuf_iterator<char>{in}, {}};
    };
    const auto [name, rows, columns] =
        GENERATE(from_range(std::vector<std::tuple<std::string, std::size_t, std::size_t>>{
            {"data/olist_funnel/funnel_normalised.csv", 8000, 9},
            {"data/maven_crm/sales_pipeline_iso.csv", 8800, 8},
            {"data/p2p_purchasing/PurchasingExample_fluxicon_lf.csv", 9119, 6},
            {"data/running_example/running-example.csv", 42, 9},
        }));
    INFO(name);
    const std::string text = slurp(name);
    const rows_type read = rows_of(text);
    CHECK(read.size() - 1 == rows);
    CHECK(read.front().size() == columns);
    std::string crlf;
    for (const char c : text) crlf += c == '\n' ? std::string{"\r\n"} : std::string{c};
    CHECK(rows_of(crlf) == read);
    std::string cr = text;
    std::ranges::replace(cr, '\n', '\r');
    CHECK(rows_of(cr) == read);
}

}  // namespace csv_of_real_logs_test
