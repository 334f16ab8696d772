// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What can be wrong with a Mermaid diagram.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

namespace emptor::detail {

/// Why a Mermaid diagram makes no process.
enum class mermaid_fault : unsigned char {
    none,
    no_header,
    unreadable,
    states_within,
    concurrency,
    fork_join_or_choice,
    history,
    click,
    no_event,
    event_at_start,
    event_at_end,
    stray_semicolon,
    comment_in_text,
    bad_order,
    unclosed_note,
    unclosed_quote,
    unclosed_heading,
    two_starts,
    no_start,
    two_texts_for_a_stage,
    unknown_code,
    missing_role,
    unclear_roles,
    bad_weight,
    no_such_stage,
    no_such_event,
    no_such_role,
};

/// Each fault in a few words; `%` stands for what was found there.
inline constexpr std::array<std::string_view, 27> fault_words{
    "",
    "% must be stateDiagram-v2",
    "% is no statement of a state diagram without nesting",
    "% has states within it, and a stage has none",
    "-- runs states side by side, and a journey is in one stage at a time",
    "% is a fork, a join or a choice, and an event leads to one stage",
    "% is a history state, and a process has none",
    "% makes a diagram react to the mouse, and a process has none of that",
    "% names no event; write it behind a colon",
    "% names an event, but a journey is in its first stage from the beginning",
    "% names an event, but the end is a stage and not a move",
    "% holds a semicolon, of which Mermaid makes a stage; leave it out, or write #59;",
    "% holds what is no comment there; give the comment a line of its own, or write #37; for the sign of percent",
    "% is no order that can be read; write stages, events or roles, a colon, and names with commas",
    "the note that begins here does not end",
    "% has a quotation mark that is not closed",
    "the heading that begins here does not end",
    "% is a second start",
    "there is no start; write [*] --> and a stage",
    "% has two texts",
    "% holds a code that is not known; write #, the number of a character, and ;",
    "% lacks a role",
    "% joins roles in no clear way; write a and b, a or b, 2 of a, b and c, or in their turn a, then b",
    "% is no weight; it must be a number above 0",
    "% is no stage",
    "% is no event",
    "% is no role",
};

struct mermaid_error {
    mermaid_fault fault{};
    std::size_t line{};
    std::string_view word{""};
};

/// "line 3: 'evaluaton' is no stage".
[[nodiscard]] inline std::string fault_text(const mermaid_error& error) {
    std::string text = error.line == 0 ? std::string{} : "line " + std::to_string(error.line) + ": ";
    for (const char c : fault_words[static_cast<std::size_t>(error.fault)]) {
        if (c == '%') {
            text.append("'").append(error.word).append("'");
        } else {
            text += c;
        }
    }
    return text;
}

}  // namespace emptor::detail
