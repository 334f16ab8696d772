// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The agreements of a process that are more than a set of roles, each kept once.

#include <cstddef>
#include <cstdint>
#include <optional>

#include <emptor/process/agreement.hpp>
#include <emptor/process/detail/short_list.hpp>

namespace emptor::detail {

/// How many agreements a process in enumerators holds that are more than a set; a model any number.
inline constexpr std::size_t agreements_at_most = 32;

/// In place, for a constant. An agreement on one event counts by itself.
template <class StageSet, class RoleSet, std::size_t Cells>
class agreement_table {
public:
    using agreement_type = agreement<RoleSet>;
    using stage_type = typename StageSet::value_type;

    /// @return false where there is no room for it.
    constexpr bool add(stage_type stage, std::size_t event, const agreement_type& asked) noexcept {
        std::size_t i = 0;
        while (i < kept_.size() && !(kept_[i].event == event && kept_[i].asked == asked)) ++i;
        if (i == capacity) return false;
        if (i == kept_.size()) kept_.push_back({static_cast<std::uint32_t>(event), {}, asked});
        kept_[i].stages.insert(stage);
        return true;
    }

    [[nodiscard]] constexpr std::optional<agreement_type> find(stage_type stage, std::size_t event) const noexcept {
        for (const entry& each : kept_) {
            if (each.event == event && each.stages.contains(stage)) return each.asked;
        }
        return std::nullopt;
    }

    [[nodiscard]] constexpr bool empty() const noexcept { return kept_.empty(); }

    /// The same whatever was added first.
    friend constexpr bool operator==(const agreement_table& a, const agreement_table& b) noexcept {
        if (a.kept_.size() != b.kept_.size()) return false;
        for (const entry& each : a.kept_) {
            std::size_t i = 0;
            while (i < b.kept_.size() && !(b.kept_[i] == each)) ++i;
            if (i == b.kept_.size()) return false;
        }
        return true;
    }

private:
    struct entry {
        std::uint32_t event{};
        StageSet stages{};
        agreement_type asked{};

        friend constexpr bool operator==(const entry&, const entry&) noexcept = default;
    };
    static constexpr std::size_t capacity = Cells < agreements_at_most ? Cells : agreements_at_most;

    short_list<entry, capacity> kept_{};
};

}  // namespace emptor::detail
