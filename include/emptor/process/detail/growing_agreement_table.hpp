// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The agreements of a process in names that are more than a set of roles.

#include <cstddef>
#include <map>
#include <optional>
#include <utility>

#include <emptor/process/agreement.hpp>

namespace emptor::detail {

/// Any number of them, for a process that is made when the program runs.
template <class Stage, class RoleSet>
class growing_agreement_table {
public:
    using agreement_type = agreement<RoleSet>;

    bool add(Stage stage, std::size_t event, const agreement_type& asked) {
        kept_.insert_or_assign(std::pair{stage, event}, asked);
        return true;
    }

    [[nodiscard]] std::optional<agreement_type> find(Stage stage, std::size_t event) const {
        const auto found = kept_.find(std::pair{stage, event});
        return found == kept_.end() ? std::nullopt : std::optional{found->second};
    }

    [[nodiscard]] bool empty() const noexcept { return kept_.empty(); }

    friend bool operator==(const growing_agreement_table&, const growing_agreement_table&) = default;

private:
    std::map<std::pair<Stage, std::size_t>, agreement_type> kept_;
};

}  // namespace emptor::detail
