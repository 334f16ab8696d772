// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Events as columns.

#include <array>
#include <cstddef>
#include <iterator>
#include <ranges>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

namespace emptor {

/// Ranges of equal length that tell of the same events: who, when, and what; for a funnel through a process the role
/// may follow, and whether those who must agree have done so. Nothing is copied.
template <std::ranges::view... Columns>
class event_columns {
    static_assert(sizeof...(Columns) >= 3 && sizeof...(Columns) <= 5,
                  "emptor::columns: columns(who, when, what), and for a funnel through a process role and agreed");
    static_assert((std::ranges::random_access_range<const Columns> && ...) &&
                      (std::ranges::sized_range<const Columns> && ...),
                  "emptor::columns: a column is a range with random access, as a vector or a span");

public:
    /// @throws std::invalid_argument unless they are equally long.
    constexpr explicit event_columns(Columns... columns) : columns_{std::move(columns)...} {
        constexpr std::array<const char*, 5> names{"who", "when", "what", "role", "agreed"};
        const std::array<std::size_t, sizeof...(Columns)> sizes = std::apply(
            [](const Columns&... each) {
                return std::array<std::size_t, sizeof...(Columns)>{
                    static_cast<std::size_t>(std::ranges::size(each))...};
            },
            columns_);
        for (std::size_t i = 1; i < sizes.size(); ++i) {
            if (sizes[i] == sizes[0]) continue;
            throw std::invalid_argument{std::string{"emptor::columns: `who` has "}
                                            .append(std::to_string(sizes[0]))
                                            .append(" values, but `")
                                            .append(names[i])
                                            .append("` has ")
                                            .append(std::to_string(sizes[i]))
                                            .append("; they must be equally long")};
        }
    }

    [[nodiscard]] constexpr std::size_t size() const {
        return static_cast<std::size_t>(std::ranges::size(std::get<0>(columns_)));
    }

    /// Calls `ask` with a range of row numbers and, for each column, the projection of such a number.
    template <class Ask>
    constexpr auto as_rows(const Ask& ask) const {
        return std::apply(
            [&](const Columns&... each) {
                return ask(std::views::iota(std::size_t{0}, size()), cell{std::ranges::begin(each)}...);
            },
            columns_);
    }

private:
    template <class Iterator>
    struct cell {
        Iterator begin;
        constexpr decltype(auto) operator()(std::size_t row) const {
            return begin[static_cast<std::iter_difference_t<Iterator>>(row)];
        }
    };
    template <class Iterator>
    cell(Iterator) -> cell<Iterator>;

    std::tuple<Columns...> columns_;
};

namespace detail {

template <class Events>
inline constexpr bool is_columns = false;
template <class... Columns>
inline constexpr bool is_columns<event_columns<Columns...>> = true;

}  // namespace detail

inline namespace question_words {

/// The events as columns, in place of events and projections: `asked(columns(who, when, what))`. They must outlive the
/// question's answer, not more.
/// @throws std::invalid_argument unless they are equally long.
template <std::ranges::viewable_range... Ranges>
[[nodiscard]] constexpr auto columns(Ranges&&... ranges) {
    return event_columns<std::views::all_t<Ranges>...>{std::views::all(std::forward<Ranges>(ranges))...};
}

}  // namespace question_words
}  // namespace emptor
