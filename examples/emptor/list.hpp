// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Lists of names on the command line.

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "failure.hpp"
#include "words.hpp"

namespace program {

/// Reads an option's value name by name. Spaces around a name are left out; a name that holds a comma or another mark
/// stands in double quotes, in which `""` is a quote.
class name_reader {
public:
    /// @param option how messages call it, e.g. "--steps".
    name_reader(std::string option, std::string_view text) : option_{std::move(option)}, all_{text}, rest_{text} {}

    [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }

    /// Bytes not read yet.
    [[nodiscard]] std::size_t left() const noexcept { return rest_.size(); }

    /// Takes the mark if it comes next.
    bool take(char mark) {
        if (rest_.empty() || rest_.front() != mark) return false;
        rest_.remove_prefix(1);
        return true;
    }

    /// The next name, up to one of the marks or the end.
    [[nodiscard]] std::string name(std::string_view marks, std::string_view what) {
        skip_spaces();
        std::string text;
        if (take('"')) {
            for (;;) {
                const std::size_t quote = rest_.find('"');
                if (quote == std::string_view::npos) throw bad_usage(said() + "the quote is never closed");
                text += rest_.substr(0, quote);
                rest_.remove_prefix(quote + 1);
                if (!take('"')) break;
                text += '"';
            }
            skip_spaces();
            if (!rest_.empty() && marks.find(rest_.front()) == std::string_view::npos) {
                throw bad_usage(said() + "text follows a closing quote");
            }
            return text;
        }
        const std::string_view plain = rest_.substr(0, rest_.find_first_of(marks));
        rest_.remove_prefix(plain.size());
        text = plain.substr(0, plain.find_last_not_of(' ') + 1);
        if (text.empty()) throw bad_usage(said() + std::string{what} + " is empty");
        return text;
    }

    /// "--steps is "a,,b": ", the beginning of a message.
    [[nodiscard]] std::string said() const { return option_ + " is " + in_quotes(all_) + ": "; }

private:
    void skip_spaces() {
        while (take(' ')) {
        }
    }

    std::string option_;
    std::string_view all_;
    std::string_view rest_;
};

/// The names of a list with commas between them.
[[nodiscard]] inline std::vector<std::string> names_in(std::string option, std::string_view text) {
    std::vector<std::string> names;
    name_reader reader{std::move(option), text};
    do {
        names.push_back(reader.name(",", "name " + std::to_string(names.size() + 1)));
    } while (reader.take(','));
    return names;
}

/// `NAME=VALUE`, where the value is all that follows and may be empty.
[[nodiscard]] inline std::pair<std::string, std::string> equation_in(std::string option, std::string_view text) {
    name_reader reader{std::move(option), text};
    std::string name = reader.name("=", "the name of the column");
    if (!reader.take('=')) throw bad_usage(reader.said() + "it must be COLUMN=VALUE");
    return {std::move(name), std::string{text.substr(text.size() - reader.left())}};
}

}  // namespace program
