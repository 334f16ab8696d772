// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What must hold of loading a fleet from any bytes: they are refused with a place and leave the fleet alone, or are
/// the bytes that the fleet saves again.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <emptor/process/fleet.hpp>
#include <emptor/process/models/five_stage.hpp>

#include "saved_bytes.hpp"

namespace fuzz {

/// The first byte says which parts are made right before they are loaded: the head, and the check at the end.
inline void fleet(std::string_view input) {
    const auto expect = [](bool holds, const char* what) {
        if (!holds) throw std::logic_error{std::string{"fleet: "} + what};
    };
    if (input.empty()) return;
    const auto parts = static_cast<unsigned char>(input[0]);
    std::vector<std::uint8_t> bytes(input.begin() + 1, input.end());

    emptor::fleet<emptor::five_stage> before{3};
    before.put(1, emptor::consumer_stage::lost);
    const std::vector<std::uint8_t> saved = before.save();
    mend(bytes, saved, parts);

    emptor::fleet<emptor::five_stage> fleet = before;
    if (const auto loaded = fleet.load(bytes); !loaded) {
        expect(!loaded.error()->what.empty(), "refused without a word");
        expect(loaded.error()->offset <= bytes.size(), "a place outside the bytes");
        expect(fleet == before && std::ranges::equal(fleet.census(), before.census()), "changed by what it refused");
        return;
    }
    expect(fleet.save() == bytes, "does not save what it loaded");
    const auto census = fleet.census();
    expect(std::accumulate(census.begin(), census.end(), std::uint64_t{0}) == fleet.size(), "a census of others");
    for (std::size_t id = 0; id < fleet.size(); ++id) {
        expect(emptor::is_enumerator(fleet.stage(id)), "a stage that is none");
        static_cast<void>(fleet.apply(id, emptor::consumer_event::abandoned));
    }
}

}  // namespace fuzz
