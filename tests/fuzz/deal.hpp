// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What must hold of loading a deal from any bytes: they are refused with a place and leave the deal alone, or are the
/// bytes that the deal saves again.

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "../roles/purchases.hpp"
#include "saved_bytes.hpp"

namespace fuzz {

/// The first byte says which parts are made right before they are loaded: the head, and the check at the end.
inline void deal(std::string_view input) {
    using namespace purchase_test;
    const auto expect = [](bool holds, const char* what) {
        if (!holds) throw std::logic_error{std::string{"deal: "} + what};
    };
    if (input.empty()) return;
    const auto parts = static_cast<unsigned char>(input[0]);
    std::vector<std::uint8_t> bytes(input.begin() + 1, input.end());

    purchase before = of_five(eur::of(12'000));
    before.request(anna, asked, 3);
    const std::vector<std::uint8_t> saved = before.save();
    mend(bytes, saved, parts);

    purchase deal = before;
    if (const auto loaded = deal.load(bytes); !loaded) {
        expect(!loaded.error()->what.empty(), "refused without a word");
        expect(loaded.error()->offset <= bytes.size(), "a place outside the bytes");
        expect(deal == before, "changed by what it refused");
        return;
    }
    expect(deal.save() == bytes, "does not save what it loaded");
    expect(purchase::replay(deal.terms(), deal.members(), deal.log()) == deal, "another than its log says");
    expect(emptor::is_enumerator(deal.stage()), "a stage that is none");
    const int last = deal.log().empty() ? deal.terms().opened : deal.log().back().when;
    for (const auto& step : deal.what_next(last)) static_cast<void>(deal.why_not(step.who, step.event, last).why());
}

}  // namespace fuzz
