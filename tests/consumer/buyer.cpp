// SPDX-License-Identifier: BSL-1.0

// A stranger's first program: one journey and one rate, right or not.

#include <cstdint>

#include <emptor/emptor.hpp>

namespace {

enum class stage : std::uint8_t { need, search, purchase };
enum class event : std::uint8_t { asked, bought };

using emptor::by, emptor::ends, emptor::in, emptor::on, emptor::to;

constexpr auto buying = emptor::process<stage, event>(
    stage::need, {
                     {in(stage::need), on(event::asked), to(stage::search)},
                     {in(stage::search), on(event::bought), by(emptor::role::buyer), to(stage::purchase)},
                     ends(stage::purchase),
                 });

}  // namespace

int main() {
    emptor::journey<buying> anna;
    const bool asked{anna.apply(event::asked)};
    const bool bought_by_user{anna.apply(event::bought, emptor::role::user)};
    const bool bought_by_buyer{anna.apply(event::bought, emptor::role::buyer)};

    emptor::proportion bought;
    bought.count(bought_by_user);
    bought.count(bought_by_buyer);

    return asked && anna.stage() == stage::purchase && bought.rate() == 0.5 && bought.wilson().low > 0 ? 0 : 1;
}
