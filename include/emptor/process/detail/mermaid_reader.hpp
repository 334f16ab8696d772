// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A Mermaid state diagram, one statement after the other.

#include <algorithm>
#include <cstddef>
#include <string_view>

#include <emptor/process/detail/mermaid_fault.hpp>

namespace emptor::detail {

enum class mermaid_kind : unsigned char { move, start, final, text, mention, endless, order, finished };

/// What a line says. Texts are as they were written, with codes.
struct mermaid_statement {
    mermaid_kind kind{};
    std::size_t line{};
    std::string_view from{
        ""};  ///< the stage it is about; of `endless` a list with commas, of `order` stages or the like
    std::string_view to{""};
    std::string_view text{""};  ///< the label of a move, the text of a stage, or a list of names with commas
};

[[nodiscard]] constexpr bool is_mermaid_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// A letter of ASCII or a part of a character beyond it: what an identifier is made of, with digits.
[[nodiscard]] constexpr bool is_mermaid_letter(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

[[nodiscard]] constexpr std::string_view trimmed_text(std::string_view text) noexcept {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
    while (!text.empty() && blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && blank(text.back())) text.remove_suffix(1);
    return text;
}

/// Takes the first word of `text` if it is `word`, with the blanks behind it.
[[nodiscard]] constexpr bool take_word(std::string_view& text, std::string_view word) noexcept {
    if (!text.starts_with(word)) return false;
    const std::string_view rest = text.substr(word.size());
    if (!rest.empty() && (is_mermaid_letter(rest.front()) || is_mermaid_digit(rest.front()))) return false;
    text = trimmed_text(rest);
    return true;
}

/// Text without the comment behind it.
[[nodiscard]] constexpr std::string_view without_comment(std::string_view text) noexcept {
    const std::size_t at = text.find("%%");
    const bool comment = at != std::string_view::npos && !text.substr(at + 2).starts_with("{");
    return comment ? trimmed_text(text.substr(0, at)) : text;
}

/// Reads the statements of a diagram. What only concerns its looks is passed over: comments, headings, notes,
/// direction, styles and classes but `endless`. A comment is a line of its own or stands behind identifiers, as Mermaid
/// 11 has it; behind a label it would be part of the label. One that begins with `emptor` tells an order of names.
class mermaid_reader {
public:
    constexpr explicit mermaid_reader(std::string_view text) noexcept : rest_{text} {
        constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
        if (rest_.starts_with(byte_order_mark)) rest_.remove_prefix(byte_order_mark.size());
    }

    [[nodiscard]] constexpr const mermaid_error& error() const noexcept { return error_; }

    /// The next statement; `finished` at the end and after an error.
    [[nodiscard]] constexpr mermaid_statement next() noexcept {
        while (error_.fault == mermaid_fault::none) {
            std::string_view line{""};
            if (!take_line(line)) {
                if (!header_seen_) fail(mermaid_fault::no_header, "the beginning");
                break;
            }
            if (line.empty()) continue;
            mermaid_statement found{.line = line_};
            if (line.starts_with("%%")) {
                if (read_order(line, found)) return found;
            } else if (!header_seen_) {
                read_header(line);
            } else if (read(line, found)) {
                return found;
            }
        }
        return {.kind = mermaid_kind::finished, .line = line_};
    }

private:
    constexpr bool fail(mermaid_fault fault, std::string_view word) noexcept {
        error_ = {fault, line_, word};
        return false;
    }

    constexpr bool take_line(std::string_view& line) noexcept {
        if (rest_.empty()) return false;
        const std::size_t end = rest_.find('\n');
        line = trimmed_text(rest_.substr(0, end));
        rest_ = end == std::string_view::npos ? std::string_view{""} : rest_.substr(end + 1);
        ++line_;
        return true;
    }

    constexpr void skip_to(std::string_view end, mermaid_fault fault) noexcept {
        const std::size_t begin = line_;
        std::string_view line{""};
        while (take_line(line)) {
            if (line == end || (end == "end note" && line.starts_with(end) && without_comment(line) == end)) return;
        }
        error_ = {fault, begin, ""};
    }

    constexpr void read_header(std::string_view line) noexcept {
        if (line == "---" && !heading_seen_) {
            heading_seen_ = true;
            skip_to("---", mermaid_fault::unclosed_heading);
        } else if (const auto word = without_comment(line); word == "stateDiagram-v2" || word == "stateDiagram") {
            header_seen_ = true;
        } else {
            fail(mermaid_fault::no_header, line);
        }
    }

    /// `%% emptor events: chosen, delivered`, a comment to Mermaid.
    constexpr bool read_order(std::string_view line, mermaid_statement& found) noexcept {
        std::string_view rest = trimmed_text(line.substr(2));
        if (!take_word(rest, "emptor")) return false;
        const std::size_t colon = std::min(rest.find(':'), rest.size());
        found.kind = mermaid_kind::order;
        found.from = trimmed_text(rest.substr(0, colon));
        found.text = trimmed_text(rest.substr(std::min(colon + 1, rest.size())));
        const bool known = found.from == "stages" || found.from == "events" || found.from == "roles";
        return (known && !found.text.empty()) || fail(mermaid_fault::bad_order, line);
    }

    /// Whether the line is a statement, which `found` then holds.
    constexpr bool read(std::string_view line, mermaid_statement& found) noexcept {
        std::size_t colon = label_colon(line);
        std::string_view rest = line;
        if (const std::size_t sign = line.find('%');
            sign < colon && sign < line.find('"') && !take_word(rest, "class")) {
            line = without_comment(line);
            colon = label_colon(line);
        }
        if (line == "--") return fail(mermaid_fault::concurrency, line);
        if (const std::size_t arrow = line.find("-->"); arrow != std::string_view::npos && arrow < colon) {
            return read_arrow(line, trimmed_text(line.substr(0, arrow)), trimmed_text(line.substr(arrow + 3)), found);
        }
        if (line.starts_with("}")) return fail(mermaid_fault::states_within, line);
        rest = line;
        if (take_word(rest, "note")) return pass_over_note(rest);
        if (take_word(rest, "state")) return read_state(line, rest, found);
        if (take_word(rest, "class")) return read_class(rest, found);
        if (take_word(rest, "click")) return fail(mermaid_fault::click, line);
        for (const std::string_view looks :
             {"direction", "classDef", "style", "scale", "hide", "accTitle", "accDescr", "default"}) {
            if (take_word(rest, looks)) {
                if (looks == "accDescr" && rest.starts_with("{") && !rest.ends_with("}")) {
                    skip_to("}", mermaid_fault::unclosed_heading);
                }
                return false;
            }
        }
        if (colon != std::string_view::npos) {
            found.kind = mermaid_kind::text;
            found.text = trimmed_text(line.substr(colon + 1));
            return take_stage(line, trimmed_text(line.substr(0, colon)), found.from) && plain_text(found.text);
        }
        found.kind = mermaid_kind::mention;
        return mention(line, line, found);
    }

    constexpr bool read_arrow(std::string_view line, std::string_view left, std::string_view right,
                              mermaid_statement& found) noexcept {
        const std::size_t colon = label_colon(right);
        const bool labelled = colon != std::string_view::npos;
        if (labelled) {
            found.text = trimmed_text(right.substr(colon + 1));
            right = trimmed_text(right.substr(0, colon));
        }
        if (left == "[*]" && right == "[*]") return fail(mermaid_fault::unreadable, line);
        if (left == "[*]" || right == "[*]") {
            const bool starts = left == "[*]";
            found.kind = starts ? mermaid_kind::start : mermaid_kind::final;
            if (labelled) return fail(starts ? mermaid_fault::event_at_start : mermaid_fault::event_at_end, line);
            return take_stage(line, starts ? right : left, found.from);
        }
        found.kind = mermaid_kind::move;
        if (!take_stage(line, left, found.from) || !take_stage(line, right, found.to)) return false;
        if (found.text.empty()) return fail(mermaid_fault::no_event, line);
        return plain_text(found.text);
    }

    /// Where the colon before a label stands; three of them stand before a class.
    [[nodiscard]] static constexpr std::size_t label_colon(std::string_view text) noexcept {
        std::size_t colon = text.find(':');
        while (colon != std::string_view::npos && text.substr(colon).starts_with(":::")) {
            colon = text.find(':', colon + 3);
        }
        return colon;
    }

    /// A stage without the class that may hang on it.
    constexpr bool take_stage(std::string_view line, std::string_view text, std::string_view& stage) noexcept {
        stage = trimmed_text(text.substr(0, text.find(":::")));
        if (stage.starts_with("[H]") || stage.starts_with("[H*]")) return fail(mermaid_fault::history, stage);
        if (stage.empty()) return fail(mermaid_fault::unreadable, line);
        if (!plain_text(stage)) return false;
        for (const char c : stage) {
            if (is_mermaid_letter(c) || is_mermaid_digit(c)) continue;
            if (std::string_view{" \t\"{}<>[]():-"}.find(c) != std::string_view::npos) {
                return fail(mermaid_fault::unreadable, line);
            }
        }
        return true;
    }

    constexpr bool mention(std::string_view line, std::string_view stage, mermaid_statement& found) noexcept {
        if (!take_stage(line, stage, found.from)) return false;
        if (stage.substr(found.from.size()) == ":::endless") found.kind = mermaid_kind::endless;
        return true;
    }

    constexpr bool read_state(std::string_view line, std::string_view rest, mermaid_statement& found) noexcept {
        found.kind = mermaid_kind::mention;
        if (rest.find("<<") != std::string_view::npos || rest.find("[[") != std::string_view::npos) {
            return fail(mermaid_fault::fork_join_or_choice, line);
        }
        if (rest.starts_with("\"")) {
            const std::size_t end = rest.find('"', 1);
            if (end == std::string_view::npos) return fail(mermaid_fault::unclosed_quote, line);
            found.kind = mermaid_kind::text;
            found.text = rest.substr(1, end - 1);
            rest = without_comment(trimmed_text(rest.substr(end + 1)));
            if (!take_word(rest, "as")) return fail(mermaid_fault::unreadable, line);
            if (rest.ends_with("{")) return fail(mermaid_fault::states_within, line);
            return take_stage(line, rest, found.from);
        }
        if (rest.find('{') != std::string_view::npos) return fail(mermaid_fault::states_within, line);
        return mention(line, rest, found);
    }

    constexpr bool read_class(std::string_view rest, mermaid_statement& found) noexcept {
        if (rest.find("%%") != std::string_view::npos) return fail(mermaid_fault::comment_in_text, rest);
        const std::size_t blank = rest.rfind(' ');
        if (blank == std::string_view::npos || rest.substr(blank + 1) != "endless") return false;
        found.kind = mermaid_kind::endless;
        found.from = trimmed_text(rest.substr(0, blank));
        return true;
    }

    constexpr bool pass_over_note(std::string_view rest) noexcept {
        if (rest.find(':') == std::string_view::npos && !rest.starts_with("\"")) {
            skip_to("end note", mermaid_fault::unclosed_note);
        }
        return false;
    }

    /// Refuses a semicolon that does not end a code, and what is meant as a comment.
    constexpr bool plain_text(std::string_view text) noexcept {
        std::size_t code = std::string_view::npos;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == ';') {
                if (code == std::string_view::npos || code + 1 == i) return fail(mermaid_fault::stray_semicolon, text);
                code = std::string_view::npos;
            } else if (text[i] == '#') {
                code = i;
            } else if (text[i] == '%' && text.substr(i).starts_with("%%")) {
                return fail(mermaid_fault::comment_in_text, text);
            } else if (!is_mermaid_letter(text[i]) && !is_mermaid_digit(text[i])) {
                code = std::string_view::npos;
            }
        }
        return true;
    }

    std::string_view rest_;
    std::size_t line_{};
    bool header_seen_{};
    bool heading_seen_{};
    mermaid_error error_{};
};

/// The first text that a diagram gives the stage with this identifier; a statement of another kind where it gives none.
[[nodiscard]] constexpr mermaid_statement text_of(std::string_view diagram, std::string_view id) noexcept {
    mermaid_reader reader{diagram};
    auto next = reader.next();
    while (next.kind != mermaid_kind::finished && (next.kind != mermaid_kind::text || next.from != id)) {
        next = reader.next();
    }
    return next;
}

}  // namespace emptor::detail
