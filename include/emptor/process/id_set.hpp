// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A set of ids that are known only when the program runs.

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <vector>

namespace emptor {

/// Some stages, events or roles of a `model`: what `enumerator_set` is to a `process`.
template <class Id>
class id_set {
public:
    using value_type = Id;
    using iterator = typename std::vector<Id>::const_iterator;

    id_set() noexcept = default;
    id_set(std::initializer_list<Id> members) {
        for (const Id member : members) insert(member);
    }

    /// @return whether it was not there before.
    bool insert(Id id) {
        const auto place = std::lower_bound(ids_.begin(), ids_.end(), id);
        if (place != ids_.end() && *place == id) return false;
        ids_.insert(place, id);
        return true;
    }

    [[nodiscard]] bool contains(Id id) const noexcept { return std::binary_search(ids_.begin(), ids_.end(), id); }
    /// Whether a member of `other` is one of this set.
    [[nodiscard]] bool meets(const id_set& other) const noexcept {
        return std::any_of(begin(), end(), [&](Id id) { return other.contains(id); });
    }
    /// Whether every member of this set is one of `other`.
    [[nodiscard]] bool within(const id_set& other) const noexcept {
        return std::all_of(begin(), end(), [&](Id id) { return other.contains(id); });
    }

    [[nodiscard]] std::size_t size() const noexcept { return ids_.size(); }
    [[nodiscard]] bool empty() const noexcept { return ids_.empty(); }
    [[nodiscard]] iterator begin() const noexcept { return ids_.begin(); }
    [[nodiscard]] iterator end() const noexcept { return ids_.end(); }

    friend bool operator==(const id_set&, const id_set&) noexcept = default;

private:
    std::vector<Id> ids_;  // sorted
};

}  // namespace emptor
