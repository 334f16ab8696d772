// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The rows of a process, out of a Mermaid diagram.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include <emptor/process/alias.hpp>
#include <emptor/process/detail/mermaid_reader.hpp>
#include <emptor/process/detail/mermaid_words.hpp>
#include <emptor/process/rule.hpp>

namespace emptor::detail {

/// Puts the rows of a process together from a diagram, in the user's enums.
template <enumerated Stage, enumerated Event, enumerated Role>
class mermaid_rows {
public:
    using row = rule<Stage, Event, Role>;

    constexpr explicit mermaid_rows(std::string_view text) : text_{text} {
        mermaid_reader reader{text};
        for (auto next = reader.next(); next.kind != mermaid_kind::finished; next = reader.next()) {
            if (!read(next)) return;
        }
        error_ = reader.error();
        if (error_.fault == mermaid_fault::none && !start_) error_ = {mermaid_fault::no_start, 0, ""};
    }

    [[nodiscard]] constexpr const mermaid_error& error() const noexcept { return error_; }
    [[nodiscard]] constexpr Stage start() const noexcept { return *start_; }
    [[nodiscard]] constexpr const std::vector<row>& rows() const noexcept { return rows_; }

private:
    constexpr bool fail(mermaid_fault fault, std::size_t line, std::string_view word) noexcept {
        error_ = {fault, line, word};
        return false;
    }

    constexpr bool read(const mermaid_statement& found) {
        if (found.kind == mermaid_kind::order) return true;  // that of the enumerators holds
        if (found.kind == mermaid_kind::endless) return read_endless(found);
        const auto from = stage(found.from, found.line);
        if (!from) return false;
        switch (found.kind) {
            case mermaid_kind::start:
                if (start_) return fail(mermaid_fault::two_starts, found.line, found.from);
                start_ = from;
                return true;
            case mermaid_kind::final:
                rows_.push_back(row{ends(*from)});
                return true;
            case mermaid_kind::move:
                return read_move(found, *from);
            case mermaid_kind::text:
                return text_of(text_, found.from).line == found.line ||
                       fail(mermaid_fault::two_texts_for_a_stage, found.line, found.from);
            default:
                return true;
        }
    }

    constexpr bool read_endless(const mermaid_statement& found) {
        std::string_view list = found.from;
        while (!list.empty()) {
            const std::size_t comma = std::min(list.find(','), list.size());
            const auto each = stage(trimmed_text(list.substr(0, comma)), found.line);
            if (!each) return false;
            rows_.push_back(row{endless(*each)});
            list.remove_prefix(std::min(comma + 1, list.size()));
        }
        return true;
    }

    constexpr bool read_move(const mermaid_statement& found, Stage from) {
        const auto target = stage(found.to, found.line);
        if (!target) return false;
        const rule_parts parts = split_rule(found.text);
        const auto text = decoded_text::of(parts.event);
        if (!text) return fail(mermaid_fault::unknown_code, found.line, parts.event);
        const auto event = enumerator_called<Event>(text->view());
        if (!event) return fail(mermaid_fault::no_such_event, found.line, parts.event);
        row next{in(from), on(*event), to(*target)};
        next.line = found.line;
        if (parts.has_by && !read_by(found, parts, next)) return false;
        if (parts.has_agreed && !read_agreed(found, parts, next)) return false;
        if (parts.has_weight) {
            const auto weight = read_weight(parts.weight);
            if (!weight) return fail(mermaid_fault::bad_weight, found.line, parts.weight);
            next.weight = *weight;
        }
        rows_.push_back(next);
        return true;
    }

    constexpr bool read_by(const mermaid_statement& found, const rule_parts& parts, row& next) {
        unsigned joints = 0;
        const auto take = [&next](Role role) { next.roles.insert(role); };
        if (!read_roles(found, parts.by, joints, take)) return false;
        return (joints & joint_then) == 0 || fail(mermaid_fault::unclear_roles, found.line, parts.by);
    }

    constexpr bool read_agreed(const mermaid_statement& found, const rule_parts& parts, row& next) {
        auto& terms = next.agreed_terms;
        typename ordered<enumerator_set<Role>>::type order;
        unsigned joints = 0;
        const auto take = [&](Role role) {
            if (next.agreed.contains(role)) {
                terms.twice = true;
            } else {
                next.agreed.insert(role);
                order.push_back(role);
            }
        };
        if (!read_roles(found, parts.agreed, joints, take)) return false;
        const agreed_list list{parts, joints};
        if (!list.clear) return fail(mermaid_fault::unclear_roles, found.line, parts.agreed);
        if (list.some) terms.need(list.needed);
        if (list.in_sequence && order.size() > 1) terms.order = order;
        terms.separate = parts.separate;
        return true;
    }

    template <class Take>
    constexpr bool read_roles(const mermaid_statement& found, std::string_view list, unsigned& joints,
                              const Take& take) {
        joint behind = joint_comma;
        while (behind != joint_none) {
            const std::string_view each = take_role(list, behind);
            joints |= behind;
            const auto text = decoded_text::of(each);
            if (!text) return fail(mermaid_fault::unknown_code, found.line, each);
            if (each.empty()) return fail(mermaid_fault::missing_role, found.line, found.text);
            const auto role = enumerator_called<Role>(text->view());
            if (!role) return fail(mermaid_fault::no_such_role, found.line, each);
            take(*role);
        }
        return true;
    }

    /// The stage that is called by the identifier, else by the text that the diagram gives it.
    constexpr std::optional<Stage> stage(std::string_view id, std::size_t line) {
        const auto name = decoded_text::of(id);
        if (!name) {
            fail(mermaid_fault::unknown_code, line, id);
            return std::nullopt;
        }
        if (const auto found = enumerator_called<Stage>(name->view())) return found;
        if (const auto said = text_of(text_, id); said.kind == mermaid_kind::text) {
            const auto text = decoded_text::of(said.text);
            if (!text) {
                fail(mermaid_fault::unknown_code, said.line, said.text);
                return std::nullopt;
            }
            if (const auto found = enumerator_called<Stage>(text->view())) return found;
        }
        fail(mermaid_fault::no_such_stage, line, id);
        return std::nullopt;
    }

    std::string_view text_;
    std::optional<Stage> start_{};
    std::vector<row> rows_{};
    mermaid_error error_{};
};

}  // namespace emptor::detail
