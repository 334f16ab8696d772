// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process out of a Mermaid state diagram.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include <emptor/process/detail/literal.hpp>
#include <emptor/process/detail/mermaid_fault.hpp>
#include <emptor/process/detail/mermaid_rows.hpp>
#include <emptor/process/process.hpp>

namespace emptor {

namespace detail {

/// What the compiler says of a diagram that it refuses.
template <mermaid_fault Fault, std::size_t Line, literal Word>
inline int mermaid_diagram_refused = 0;
inline int mermaid_diagram_refused_at_the_line_of_this_call = 0;

template <enumerated E>
[[nodiscard]] std::string every_name() {
    std::string all;
    for (const E each : enumerators<E>) {
        all.append(all.empty() ? "'" : ", '").append(name(each)).append("'");
    }
    return all;
}

template <enumerated Stage, enumerated Event, enumerated Role>
[[noreturn]] void throw_fault(const mermaid_error& error) {
    std::string text = std::string{"emptor::parse: "}.append(fault_text(error));
    if (error.fault == mermaid_fault::no_such_stage) text.append("; its stages are ").append(every_name<Stage>());
    if (error.fault == mermaid_fault::no_such_event) text.append("; its events are ").append(every_name<Event>());
    if (error.fault == mermaid_fault::no_such_role) text.append("; its roles are ").append(every_name<Role>());
    throw std::invalid_argument{text};
}

/// Refuses a diagram: when compiled by a variable that may not be read, with the line among the arguments of this call.
template <enumerated Stage, enumerated Event, enumerated Role>
constexpr void refuse_diagram(std::size_t line, mermaid_fault fault, std::string_view word) {
    std::is_constant_evaluated() ? static_cast<void>(read(&mermaid_diagram_refused_at_the_line_of_this_call))
                                 : throw_fault<Stage, Event, Role>({fault, line, word});
}

}  // namespace detail

/// The process that a Mermaid state diagram shows, as `mermaid` writes it or as people do:
///
///     stateDiagram-v2
///         [*] --> need
///         need --> search : search_begun by user
///         evaluation --> purchase : chosen by buyer once agreed by decision_maker
///         lost --> [*]
///
/// Those who agree stand there as `mermaid` writes them: `a and b`, `a or b`, `2 of a, b and c`, or `a, then b`; a list
/// with commas alone is one of all.
/// A stage, an event or a role stands there by its name, a label in any language, or an alias; a stage also by the
/// text that the diagram gives its identifier. Comments, notes, headings, direction, styles and classes are passed
/// over, but for the class `endless`; what has no meaning for a process (states within states, forks, history) is
/// refused.
/// @throws std::invalid_argument with the line, what is wrong there, and what is allowed; or the defect of the process.
/// In a constant expression it does not compile; `parse<"...", Stage, Event>()` then says more.
template <enumerated Stage, enumerated Event, enumerated Role = role>
[[nodiscard]] constexpr process<Stage, Event, Role> parse(std::string_view diagram) {
    const detail::mermaid_rows<Stage, Event, Role> read{diagram};
    const detail::mermaid_error& error = read.error();
    if (error.fault != detail::mermaid_fault::none) {
        detail::refuse_diagram<Stage, Event, Role>(error.line, error.fault, error.word);
    }
    return process<Stage, Event, Role>{read.start(), read.rows()};
}

/// The same from a text that the compiler knows: what it refuses is named in the error, with its line and the word.
template <detail::literal Diagram, enumerated Stage, enumerated Event, enumerated Role = role>
[[nodiscard]] consteval process<Stage, Event, Role> parse() {
    struct found_error {
        detail::mermaid_fault fault;
        std::size_t line, begin, size;
    };
    constexpr found_error error = [] {
        const detail::mermaid_rows<Stage, Event, Role> read{Diagram.view()};
        const auto& [fault, line, word] = read.error();
        const std::size_t begin = word.empty() ? 0 : Diagram.view().find(word);
        return found_error{fault, line, begin, begin == std::string_view::npos ? 0 : word.size()};
    }();
    if constexpr (error.fault != detail::mermaid_fault::none) {
        constexpr detail::literal<error.size + 1> word{Diagram.view().substr(error.begin, error.size)};
        detail::read(&detail::mermaid_diagram_refused<error.fault, error.line, word>);
    }
    return parse<Stage, Event, Role>(Diagram.view());
}

}  // namespace emptor
