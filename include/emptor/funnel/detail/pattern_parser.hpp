// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Reads a sequence pattern.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

#include <emptor/funnel/detail/pattern_fault.hpp>
#include <emptor/funnel/detail/pattern_plan.hpp>

namespace emptor::detail {

/// Reads a text once, from left to right, up to its end or the first thing that cannot stand where it does.
class pattern_parser {
public:
    constexpr pattern_parser(std::string_view text, std::size_t conditions) noexcept : text_{text} {
        plan_.conditions = static_cast<std::uint8_t>(conditions);
        plan_.waits = 1;
        while (error_.fault == pattern_fault::none && at_ < text_.size()) read_item();
        for (std::size_t place = 0; place <= plan_.events; ++place) {
            const std::size_t end = plan_.path_begin[place] + plan_.named_before(place);
            plan_.path_begin[place + 1] = static_cast<std::uint16_t>(end);
        }
    }

    [[nodiscard]] constexpr const pattern_plan& plan() const noexcept { return plan_; }
    [[nodiscard]] constexpr pattern_error error() const noexcept { return error_; }

private:
    constexpr void refuse(pattern_fault fault, std::size_t at) noexcept { error_ = {fault, at}; }

    [[nodiscard]] constexpr bool skip(std::string_view word) noexcept {
        if (!text_.substr(at_).starts_with(word)) return false;
        at_ += word.size();
        return true;
    }

    [[nodiscard]] constexpr bool at_digit() const noexcept {
        return at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9';
    }

    constexpr void read_item() noexcept {
        const std::size_t begin = at_;
        if (skip(".*")) {
            wait();
        } else if (skip(".")) {
            const std::uint64_t place = add_event(begin);
            plan_.any |= place;
        } else if (!skip("(")) {
            refuse(pattern_fault::expected_an_item, at_);
        } else if (!skip("?")) {
            refuse(pattern_fault::expected_a_question_mark, at_);
        } else {
            if (skip("t")) {
                read_time(begin);
            } else {
                read_condition(begin);
            }
            if (error_.fault == pattern_fault::none && !skip(")")) {
                refuse(pattern_fault::expected_a_closing_parenthesis, at_);
            }
        }
    }

    constexpr void wait() noexcept {
        plan_.waits |= plan_.goal();
        beside_ = false;
    }

    constexpr std::uint64_t add_event(std::size_t begin) noexcept {
        if (plan_.events == most_pattern_events) {
            refuse(pattern_fault::too_many_events, begin);
            return 0;
        }
        const std::uint64_t place = plan_.goal();
        ++plan_.events;
        beside_ = false;
        return place;
    }

    /// @return the number that stands here; what is found if none does is refused with `missing`.
    constexpr std::uint64_t read_number(pattern_fault missing) noexcept {
        constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
        const std::size_t begin = at_;
        if (!at_digit()) refuse(missing, at_);
        std::uint64_t number = 0;
        for (; at_digit(); ++at_) {
            const auto digit = static_cast<std::uint64_t>(text_[at_] - '0');
            if (number > (most - digit) / 10) {
                refuse(pattern_fault::number_too_large, begin);
                return 0;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    constexpr void read_condition(std::size_t begin) noexcept {
        const std::size_t number_begin = at_;
        const std::uint64_t number = read_number(pattern_fault::expected_a_number_or_t);
        if (error_.fault != pattern_fault::none) return;
        if (number == 0 || number > plan_.conditions) {
            return refuse(pattern_fault::no_such_condition, number_begin);
        }
        const std::uint64_t place = add_event(begin);
        plan_.takes[static_cast<std::size_t>(number - 1)] |= place;
        plan_.named |= place;
    }

    constexpr void read_time(std::size_t begin) noexcept {
        enum { below, at_most, above, at_least, equal, unequal } sign{};
        if (skip("<=")) {
            sign = at_most;
        } else if (skip("<")) {
            sign = below;
        } else if (skip(">=")) {
            sign = at_least;
        } else if (skip(">")) {
            sign = above;
        } else if (skip("==")) {
            sign = equal;
        } else if (skip("!=")) {
            sign = unequal;
        } else {
            return refuse(pattern_fault::expected_a_comparison, at_);
        }
        const std::uint64_t time = read_number(pattern_fault::expected_a_time);
        if (error_.fault != pattern_fault::none) return;
        const bool first = !plan_.is_timed(plan_.events);
        if (!first && !beside_) return refuse(pattern_fault::second_time_condition, begin);
        pattern_limits& limits = plan_.limits[plan_.events];
        if (!first && (sign == unequal || limits.unequal)) return refuse(pattern_fault::unequal_beside_another, begin);
        if (sign == unequal) {
            limits.unequal = true;
            limits.low = time;
        } else {
            if (sign == above || sign == at_least || sign == equal) limits.at_least(time, sign == above);
            if (sign == below || sign == at_most || sign == equal) limits.at_most(time, sign == below);
        }
        plan_.timed |= plan_.goal();
        plan_.waits &= ~plan_.goal();  // `.*` before it asks nothing more: events pass by until the condition holds
        beside_ = true;
    }

    std::string_view text_;
    std::size_t at_{};
    pattern_plan plan_{};
    pattern_error error_{};
    bool beside_{};  // a time condition ends here
};

}  // namespace emptor::detail
