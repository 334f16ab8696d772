// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Moves between states, with start and end, as counts and as shares.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include <emptor/flow/transition_counts.hpp>
#include <emptor/stats/matrix.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

/// What the cells of a transition matrix are shares of.
enum class matrix_form {
    counts,     ///< of nothing: they are counts
    by_row,     ///< of all visits to the state moved from
    by_column,  ///< of all visits to the state moved to
    by_path     ///< of all paths; above 1 where a path makes the move more than once
};

/// Moves from row to column: place 0 is the start of every path, then follow the states in the order of their numbers,
/// and last stands the end of every path. So every row of a state adds up to its visits, and so does its column.
template <class State>
class transition_matrix {
public:
    using lookup_type = typename transition_counts<State>::lookup_type;

    explicit transition_matrix(transition_counts<State> counts) : counts_{std::move(counts)} {}

    /// How many rows and columns there are.
    [[nodiscard]] std::size_t size() const noexcept { return counts_.size() + 2; }
    [[nodiscard]] static constexpr std::size_t start() noexcept { return 0; }
    [[nodiscard]] std::size_t end() const noexcept { return counts_.size() + 1; }

    /// The place of a state, if it has one.
    [[nodiscard]] std::optional<std::size_t> find(lookup_type state) const {
        const auto number = counts_.find(state);
        return number ? std::optional{*number + 1} : std::nullopt;
    }
    /// The name of the state at this place; none at the start and the end.
    /// @throws std::invalid_argument if there is no such place.
    [[nodiscard]] std::optional<std::string_view> name(std::size_t place) const {
        demand_place(place);
        if (place == start() || place == end()) return std::nullopt;
        return counts_.name(place - 1);
    }

    /// How often the move was made.
    /// @throws std::invalid_argument if there is no such place.
    [[nodiscard]] std::uint64_t count(std::size_t from, std::size_t to) const {
        demand_place(from);
        demand_place(to);
        if (from == end() || to == start() || (from == start() && to == end())) return 0;
        if (from == start()) return counts_.entries(to - 1);
        if (to == end()) return counts_.exits(from - 1);
        return counts_.moves(from - 1, to - 1);
    }

    /// Of all that was at `from`, what went to `to`. Nothing goes on from the end.
    [[nodiscard]] proportion of_row(std::size_t from, std::size_t to) const {
        const std::uint64_t moves = count(from, to);
        return {from == end() ? 0 : visits(from), moves};
    }
    /// Of all that came to `to`, what came from `from`. Nothing comes to the start.
    [[nodiscard]] proportion of_column(std::size_t from, std::size_t to) const {
        const std::uint64_t moves = count(from, to);
        return {to == start() ? 0 : visits(to), moves};
    }
    /// How often a path makes the move, on average; nothing where there is no path.
    [[nodiscard]] std::optional<double> per_path(std::size_t from, std::size_t to) const {
        const std::uint64_t moves = count(from, to);
        if (counts_.paths() == 0) return std::nullopt;
        return static_cast<double>(moves) / static_cast<double>(counts_.paths());
    }

    /// All cells. A share of nothing is 0 here, so that a matrix can be drawn and multiplied: the row of a state that
    /// was never visited, and that of the end, add up to 0 instead of 1.
    [[nodiscard]] matrix table(matrix_form form) const {
        matrix all{size(), size()};
        for (std::size_t from = 0; from < size(); ++from) {
            for (std::size_t to = 0; to < size(); ++to) all(from, to) = cell(form, from, to).value_or(0);
        }
        return all;
    }

    friend bool operator==(const transition_matrix&, const transition_matrix&) = default;

private:
    void demand_place(std::size_t place) const {
        if (place >= size()) {
            throw std::invalid_argument{"emptor::transition_matrix: place is " + std::to_string(place) +
                                        "; it must be below " + std::to_string(size())};
        }
    }

    /// The start and the end are visited once by every path.
    [[nodiscard]] std::uint64_t visits(std::size_t place) const {
        return place == start() || place == end() ? counts_.paths() : counts_.visits(place - 1);
    }

    [[nodiscard]] std::optional<double> cell(matrix_form form, std::size_t from, std::size_t to) const {
        switch (form) {
            case matrix_form::counts:
                return static_cast<double>(count(from, to));
            case matrix_form::by_row:
                return of_row(from, to).rate();
            case matrix_form::by_column:
                return of_column(from, to).rate();
            case matrix_form::by_path:
                return per_path(from, to);
        }
        throw std::invalid_argument{"emptor::transition_matrix: form is " + std::to_string(static_cast<int>(form)) +
                                    "; it must be counts, by_row, by_column or by_path"};
    }

    transition_counts<State> counts_;
};

}  // namespace emptor
