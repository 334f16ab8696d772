// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Whether a text is well-formed XML, as far as pictures and pages use it.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace markup_check {

/// Reads elements, attributes and character data; knows no comments, CDATA or processing instructions.
class reader {
public:
    explicit reader(std::string_view text) : rest_{text} {}

    /// Empty where the text is well-formed, else what is wrong with it.
    [[nodiscard]] std::string fault() {
        if (rest_.starts_with("<!DOCTYPE html>\n")) rest_.remove_prefix(16);
        while (!rest_.empty()) {
            if (rest_.front() == '<') {
                if (!tag()) return fault_ + " before: " + std::string{rest_.substr(0, 60)};
            } else if (!character(true)) {
                return fault_ + ": " + std::string{rest_.substr(0, 60)};
            }
        }
        if (!open_.empty()) return "not closed: " + open_.back();
        return roots_ == 1 ? "" : "not one root";
    }

    /// The character data, a line for each run of it, of all elements but `style`.
    [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }
    /// The names of all elements, in order.
    [[nodiscard]] const std::vector<std::string>& elements() const { return elements_; }

private:
    bool no(std::string why) {
        fault_ = std::move(why);
        return false;
    }

    std::string name() {
        const auto letter = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == ':';
        };
        const auto end = std::find_if_not(rest_.begin(), rest_.end(), letter);
        std::string out{rest_.begin(), end};
        rest_.remove_prefix(out.size());
        return out;
    }

    bool character(bool is_text) {
        constexpr std::string_view known[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#39;"};
        constexpr char meant[] = {'&', '<', '>', '"', '\''};
        char seen = rest_.front();
        std::size_t bytes = 1;
        if (seen == '&') {
            const auto* const found = std::ranges::find_if(known, [&](auto one) { return rest_.starts_with(one); });
            if (found == std::end(known)) return no("unknown entity");
            seen = meant[found - std::begin(known)];
            bytes = found->size();
        } else if (seen == '<') {
            return no("raw <");
        } else if (static_cast<unsigned char>(seen) < 0x20 && seen != '\n') {
            return no("control character");
        }
        if (is_text && open_.empty() && seen != '\n') return no("text outside of the root");
        if (is_text && !open_.empty() && open_.back() != "style") {
            if (texts_.empty() || !in_run_) texts_.emplace_back();
            texts_.back() += seen;
            in_run_ = true;
        }
        rest_.remove_prefix(bytes);
        return true;
    }

    bool tag() {
        in_run_ = false;
        rest_.remove_prefix(1);
        if (rest_.starts_with('/')) {
            rest_.remove_prefix(1);
            const std::string closed = name();
            if (open_.empty() || open_.back() != closed) return no("closes what is not open: " + closed);
            open_.pop_back();
            if (!rest_.starts_with('>')) return no("no >");
            rest_.remove_prefix(1);
            return true;
        }
        const std::string opened = name();
        if (opened.empty()) return no("no name");
        if (open_.empty()) ++roots_;
        elements_.push_back(opened);
        std::vector<std::string> attributes;
        while (rest_.starts_with(' ')) {
            rest_.remove_prefix(1);
            if (rest_.starts_with("/>")) break;
            attributes.push_back(name());
            if (std::ranges::count(attributes, attributes.back()) != 1) return no("twice: " + attributes.back());
            if (!rest_.starts_with("=\"")) return no("no value");
            rest_.remove_prefix(2);
            while (!rest_.empty() && rest_.front() != '"') {
                if (!character(false)) return false;
            }
            if (rest_.empty()) return no("no end of value");
            rest_.remove_prefix(1);
        }
        const bool alone = rest_.starts_with("/>");
        if (!alone && !rest_.starts_with('>')) return no("no >");
        rest_.remove_prefix(alone ? 2 : 1);
        if (!alone) open_.push_back(opened);
        return true;
    }

    std::string_view rest_;
    std::string fault_;
    std::vector<std::string> open_;
    std::vector<std::string> texts_;
    std::vector<std::string> elements_;
    int roots_{};
    bool in_run_{};
};

[[nodiscard]] inline std::string fault(std::string_view text) { return reader{text}.fault(); }

}  // namespace markup_check
