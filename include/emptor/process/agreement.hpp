// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Who has to agree before an event can happen, how many of them, and in which order.

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <emptor/process/detail/short_list.hpp>
#include <emptor/process/enumerator_set.hpp>

namespace emptor {

namespace detail {

/// Room for the members of a set in an order of their own.
template <class RoleSet>
struct ordered {
    using type = std::vector<typename RoleSet::value_type>;
};
template <class Role>
struct ordered<enumerator_set<Role>> {
    using type = short_list<Role, enumerator_count<Role>>;
};

/// How roles agree, where it is not simply all of them.
template <class RoleSet>
struct agreement_terms {
    static constexpr auto all = static_cast<std::size_t>(-1);

    std::size_t needed{all};                  ///< how many of them
    typename ordered<RoleSet>::type order{};  ///< the roles as they agree one after the other; none: in any order
    bool separate{};                          ///< nobody acts twice
    bool twice{};                             ///< a role was named twice, which is a defect

    /// So many have to agree; what stands for all is too many as well.
    constexpr void need(std::size_t count) noexcept { needed = count < all ? count : all - 1; }

    [[nodiscard]] constexpr bool plain() const noexcept {
        return needed == all && order.empty() && !separate && !twice;
    }

    friend constexpr bool operator==(const agreement_terms&, const agreement_terms&) noexcept = default;
};

/// What can be wrong with terms.
enum class terms_fault : unsigned char { none, of_no_one, role_twice, number_outside, order_of_others };

template <class RoleSet>
[[nodiscard]] constexpr terms_fault fault_of(const agreement_terms<RoleSet>& terms, const RoleSet& roles) {
    if (terms.twice) return terms_fault::role_twice;
    if (terms.plain()) return terms_fault::none;
    if (roles.empty()) return terms_fault::of_no_one;
    const bool counted = terms.needed != terms.all && terms.needed != roles.size();
    if (counted && (terms.needed == 0 || terms.needed > roles.size())) return terms_fault::number_outside;
    if (terms.order.empty()) return terms_fault::none;
    RoleSet named;
    for (const auto role : terms.order) named.insert(role);
    if (counted || terms.order.size() != roles.size() || !(named == roles)) return terms_fault::order_of_others;
    return terms_fault::none;
}

}  // namespace detail

/// What a rule asks of others before its event can happen: of some roles all, or at least so many, or all one after the
/// other; by different persons where duties are separate.
///
/// It knows roles and not persons: that nobody acts twice is for those to check who know who acts.
///
/// @invariant `needed() <= roles().size()`; what is in sequence needs all of at least two.
template <class RoleSet>
class agreement {
public:
    using role_set = RoleSet;
    using role_type = typename RoleSet::value_type;
    using order_type = typename detail::ordered<RoleSet>::type;

    /// Of no one: it is met from the beginning.
    constexpr agreement() noexcept(std::is_nothrow_default_constructible_v<RoleSet>) = default;
    /// Of all these roles, of which there are at most 65535.
    constexpr explicit agreement(const RoleSet& roles)
        : roles_{roles}, needed_{static_cast<std::uint16_t>(roles.size())} {}
    /// Of these roles on these terms, which must be without fault.
    constexpr agreement(const RoleSet& roles, const detail::agreement_terms<RoleSet>& terms) : agreement{roles} {
        if (terms.needed != terms.all) needed_ = static_cast<std::uint16_t>(terms.needed);
        of_all_ = needed_ == roles_.size();
        if (terms.order.size() > 1) order_ = terms.order;
        separate_ = terms.separate;
    }

    /// All that are asked.
    [[nodiscard]] constexpr const RoleSet& roles() const& noexcept { return roles_; }
    [[nodiscard]] constexpr RoleSet roles() const&& { return roles_; }
    /// How many of them have to agree.
    [[nodiscard]] constexpr std::size_t needed() const noexcept { return needed_; }
    /// Whether each has to agree in turn.
    [[nodiscard]] constexpr bool in_sequence() const noexcept { return !order_.empty(); }
    /// The roles, in their turn where they agree in sequence.
    [[nodiscard]] constexpr order_type order() const {
        if (in_sequence()) return order_;
        order_type order;
        for (const role_type role : roles_) order.push_back(role);
        return order;
    }
    /// Whether nobody may act twice: neither he who asks nor one who agrees may be one of the others who agree.
    [[nodiscard]] constexpr bool separate_duties() const noexcept { return separate_; }
    /// Whether no one has to agree.
    [[nodiscard]] constexpr bool empty() const noexcept { return roles_.empty(); }

    /// Whether it is enough that these roles have agreed. What others say does not count.
    [[nodiscard]] constexpr bool met_by(const RoleSet& agreed) const noexcept {
        if (of_all_) return roles_.within(agreed);
        std::size_t missing = needed_;
        for (const role_type role : roles_) {
            if (agreed.contains(role) && --missing == 0) return true;
        }
        return false;
    }

    /// The roles that may agree now that these have: in sequence the first that has not, else all that have not; none
    /// once it is met.
    [[nodiscard]] constexpr RoleSet next(const RoleSet& agreed) const {
        RoleSet may;
        if (met_by(agreed)) return may;
        for (const role_type role : order_) {
            if (agreed.contains(role)) continue;
            may.insert(role);
            return may;
        }
        for (const role_type role : roles_) {
            if (!agreed.contains(role)) may.insert(role);
        }
        return may;
    }

    /// How they agree, as a row says it.
    [[nodiscard]] constexpr detail::agreement_terms<RoleSet> terms() const {
        detail::agreement_terms<RoleSet> said;
        if (needed_ < roles_.size()) said.needed = needed_;
        said.order = order_;
        said.separate = separate_;
        return said;
    }

    friend constexpr bool operator==(const agreement&, const agreement&) noexcept = default;

private:
    RoleSet roles_{};
    order_type order_{};
    std::uint16_t needed_{};
    bool separate_{};
    bool of_all_{true};  ///< `needed_ == roles_.size()`, so that nobody counts again
};

}  // namespace emptor
