// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What must hold of reading a Mermaid diagram from any text: it is refused with a reason, or what is written of it
/// again is read as the same.

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <emptor/process/mermaid.hpp>
#include <emptor/process/model.hpp>
#include <emptor/process/models/aida.hpp>
#include <emptor/process/parse.hpp>
#include <emptor/process/parse_rules.hpp>

namespace fuzz {

/// Throws `std::logic_error` where something does not hold.
inline void mermaid(std::string_view text) {
    const auto expect = [&](bool holds, const char* what) {
        if (!holds) throw std::logic_error{std::string{"mermaid: "}.append(what).append(": ").append(text)};
    };
    std::optional<emptor::model> read;
    try {
        read.emplace(emptor::parse_rules(text));
    } catch (const std::invalid_argument& error) {
        expect(std::string_view{error.what()}.size() > 20, "refused without a reason");
    }
    if (read) {
        const std::string written = emptor::mermaid(*read);
        const emptor::model again{emptor::parse_rules(written)};
        expect(again == *read, "another model");
        expect(emptor::mermaid(again) == written, "another text");
    }
    try {
        const auto typed = emptor::parse<emptor::aida_stage, emptor::aida_event>(text);
        expect(emptor::parse<emptor::aida_stage, emptor::aida_event>(emptor::mermaid(typed)) == typed,
               "another process");
    } catch (const std::invalid_argument& error) {
        expect(std::string_view{error.what()}.size() > 20, "refused without a reason");
    }
}

}  // namespace fuzz
