// SPDX-License-Identifier: BSL-1.0
//
// Reads the bundled log and shows how buyers move through the shop. docs/flow.md shows what stands between the marks.
#include <fstream>
#include <iostream>
#include <vector>

#include <emptor/flow.hpp>
#include <emptor/io/flow_svg.hpp>
#include <emptor/io/flow_text.hpp>

#include "shop_log.hpp"

// [README
void explain(const std::vector<visit>& visits) {
    const auto times = emptor::dwell{}(visits, &visit::buyer, &visit::at, &visit::event);
    const auto taken = emptor::paths{}(visits, &visit::buyer, &visit::at, &visit::event).counts;
    const emptor::io::flow_view seen{times, taken, 5};
    std::cout << emptor::io::text(seen);
    std::ofstream{"flow.svg"} << emptor::io::svg(seen, "How buyers move through the shop");

    const auto slow = times.between("compare", "purchase").quantile(0.5);
    const auto back = times.counts().followed_by("compare", "search").rate();
    if (slow) std::cout << "\nFrom comparing to buying: " << *slow / 86400 << " days, half of them\n";
    if (back) std::cout << "From comparing back to searching: " << *back * 100 << " %\n";
}
// README]

int main(int argc, char** argv) {
    return explain_log(argc, argv, [](std::vector<visit> visits) {
        std::erase_if(visits, [](const visit& each) {  // these are no step of buying
            return each.event == "page_view" || each.event == "support_chat";
        });
        explain(visits);
    });
}
