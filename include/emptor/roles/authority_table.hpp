// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Who has authority over which amounts, as data.

#include <array>
#include <concepts>
#include <cstddef>
#include <initializer_list>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include <emptor/process/detail/refuse.hpp>
#include <emptor/process/enumerator_set.hpp>
#include <emptor/process/role.hpp>
#include <emptor/roles/money.hpp>
#include <emptor/roles/verdict.hpp>

namespace emptor {

/// One threshold of a delegation of authority: amounts above the one and up to the other are for this role.
template <money_amount Money, enumerated Role = role>
struct authority {
    Money above;                 ///< 0 in the first row, which also holds for nothing at all
    std::optional<Money> up_to;  ///< nothing: whatever the amount
    Role role;

    friend constexpr bool operator==(const authority&, const authority&) noexcept = default;
};

namespace detail {

/// @name What the compiler says of a table that is a constant
/// @{
inline int authority_table_without_rows = 0;
inline int authority_table_with_more_than_32_rows = 0;
inline int authority_that_does_not_begin_at_nothing = 0;
inline int authority_over_no_amount = 0;
inline int authority_with_a_gap = 0;
inline int authority_that_overlaps = 0;
inline int authority_of_a_role_outside_its_enum = 0;
/// @}

/// Refuses a table: when compiled by the variable, when run by an exception.
template <class Words>
constexpr void refuse_table(const int* forbidden, const Words& words) {
    if (std::is_constant_evaluated()) {
        static_cast<void>(read(forbidden));
    } else {
        throw std::invalid_argument{std::string{"emptor::authority_table: "}.append(words())};
    }
}

}  // namespace detail

/// Delegation of authority by amount, and the policy it makes: a role agrees to what its rows reach up to, passes what
/// is more to the role whose amount it is, and refuses what is above every row.
/// @code
/// constexpr emptor::authority_table<eur> limits{{eur{}, eur::of(1'000), buyer},
///                                               {eur::of(1'000), eur::of(50'000), decision_maker}};
/// ... as<buyer>(limits), as<decision_maker>(limits) ...
/// @endcode
template <money_amount Money, enumerated Role = role>
class authority_table {
public:
    using row_type = authority<Money, Role>;
    static constexpr std::size_t most = 32;

    /// Rows from the lowest amount to the highest, without a gap and without an overlap.
    /// @throws std::invalid_argument naming the bounds; in a constant expression it does not compile.
    constexpr authority_table(std::initializer_list<row_type> rows) : authority_table{rows.begin(), rows.end()} {}

    /// The same from any range of rows.
    template <class Rows>
        requires(!std::same_as<Rows, authority_table>) && requires(const Rows& rows) {
            { *std::begin(rows) } -> std::convertible_to<const row_type&>;
        }
    constexpr explicit authority_table(const Rows& rows) : authority_table{std::begin(rows), std::end(rows)} {}

    /// Who may agree to the amount: the role of its row; nothing above every row, or below 0.
    [[nodiscard]] constexpr std::optional<Role> who_may(Money amount) const noexcept {
        if (amount < Money{}) return std::nullopt;
        for (const row_type& row : *this) {
            if (!row.up_to || amount <= *row.up_to) return row.role;
        }
        return std::nullopt;
    }

    [[nodiscard]] constexpr const row_type* begin() const noexcept { return rows_.data(); }
    [[nodiscard]] constexpr const row_type* end() const noexcept { return rows_.data() + size_; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }

    template <class Request>
        requires std::same_as<typename Request::money_type, Money> && std::same_as<typename Request::role_type, Role>
    [[nodiscard]] constexpr typename Request::verdict_type operator()(const Request& asked) const {
        for (const row_type& row : *this) {
            if (row.role == asked.role && (!row.up_to || asked.amount <= *row.up_to)) return Request::agree();
        }
        Money reach{};
        for (const row_type& row : *this) {
            if (row.role == asked.role && row.up_to) reach = *row.up_to;
        }
        const typename Request::grounds_type reason{.why = cause::over_limit, .by = asked.amount - reach};
        const auto to = who_may(asked.amount);
        return to ? Request::escalate(*to, reason) : Request::refuse(reason);
    }
    [[nodiscard]] constexpr bool may_agree(Role asked, auto) const noexcept {
        for (const row_type& row : *this) {
            if (row.role == asked) return true;
        }
        return false;
    }
    [[nodiscard]] constexpr enumerator_set<Role> escalates_to(Role asked) const noexcept {
        enumerator_set<Role> roles;
        for (const row_type& row : *this) roles.insert(row.role);
        roles -= enumerator_set<Role>{asked};
        return roles;
    }

private:
    template <class Iterator, class Sentinel>
    constexpr authority_table(Iterator first, Sentinel last) {
        rows_.fill(row_type{Money{}, std::nullopt, Role{}});
        for (; first != last; ++first) add(*first);
        if (size_ == 0) detail::refuse_table(&detail::authority_table_without_rows, [] { return "it has no rows"; });
    }

    constexpr void add(const row_type& row) {
        using std::string;
        if (size_ == most) {
            detail::refuse_table(&detail::authority_table_with_more_than_32_rows, [] { return "more than 32 rows"; });
        }
        if (!is_enumerator(row.role)) {
            detail::refuse_table(&detail::authority_of_a_role_outside_its_enum,
                                 [&] { return "the role of row " + std::to_string(size_ + 1) + " is no enumerator"; });
        }
        if (row.up_to && *row.up_to <= row.above) {
            detail::refuse_table(&detail::authority_over_no_amount, [&] {
                return string{"the row of "}.append(name(row.role)) + " from above " + row.above.text() + " ends at " +
                       row.up_to->text();
            });
        }
        if (size_ == 0) {
            if (row.above != Money{}) {
                detail::refuse_table(&detail::authority_that_does_not_begin_at_nothing,
                                     [&] { return "the first row begins above " + row.above.text() + ", not 0"; });
            }
        } else {
            const row_type& before = rows_[size_ - 1];
            if (!before.up_to || row.above < *before.up_to) {
                detail::refuse_table(&detail::authority_that_overlaps, [&] {
                    return string{"both "}.append(name(before.role)).append(" and ").append(name(row.role)) +
                           " have authority above " + row.above.text() +
                           (before.up_to ? " up to " + before.up_to->text() : string{});
                });
            }
            if (*before.up_to < row.above) {
                detail::refuse_table(&detail::authority_with_a_gap, [&] {
                    return "nobody has authority above " + before.up_to->text() + " up to " + row.above.text();
                });
            }
        }
        rows_[size_++] = row;
    }

    std::array<row_type, most> rows_;
    std::size_t size_{};
};

}  // namespace emptor
