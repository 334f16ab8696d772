// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a stage is for.

#include <array>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <type_traits>

#include <emptor/process/enumerators.hpp>
#include <emptor/process/phrase.hpp>

namespace emptor {

/// What is to be reached and done in a stage, and how to tell that it began and ended. Any part may be missing.
struct stage_brief {
    phrase goal{};
    phrase_list tasks{};
    phrase mind{};       ///< what goes on in the buyer's head
    phrase behaviour{};  ///< what can be seen of it
    phrase entry{};      ///< what must be true for the stage to begin
    phrase exit{};       ///< what must be true for it to end well

    [[nodiscard]] constexpr bool empty() const noexcept { return *this == stage_brief{}; }

    friend constexpr bool operator==(const stage_brief&, const stage_brief&) noexcept = default;
};

/// One stage's brief.
template <enumerated Stage>
struct brief_row {
    Stage stage;
    stage_brief brief;
};

/// The briefs of an enum of stages, by index.
template <enumerated Stage>
class brief_table {
public:
    /// @throws std::invalid_argument for a value that is no enumerator, or one with two rows.
    template <std::size_t Rows>
    constexpr explicit brief_table(const brief_row<Stage> (&rows)[Rows]) {
        briefs_.fill({});
        for (const brief_row<Stage>& row : rows) {
            const std::size_t index = detail::index_of(row.stage);
            if (index == briefs_.size()) {
                throw std::invalid_argument{"emptor::brief_table: a row for a value that is no enumerator"};
            }
            if (briefed_[index]) {
                throw std::invalid_argument{
                    std::string{"emptor::brief_table: two rows for '"}.append(name(row.stage)).append("'")};
            }
            briefed_[index] = true;
            briefs_[index] = row.brief;
        }
    }

    /// The brief of the stage with this index, which must be less than the number of stages.
    [[nodiscard]] constexpr const stage_brief& at(std::size_t index) const noexcept { return briefs_[index]; }

private:
    std::array<stage_brief, detail::enumerator_count<Stage>> briefs_{};
    std::array<bool, detail::enumerator_count<Stage>> briefed_{};
};

/// The briefs of the stages `Stage`; none unless specialised, which may be done for some of the stages only:
/// @code
/// template <>
/// inline constexpr auto emptor::briefs<stage> = emptor::brief_table<stage>({
///     {stage::search, {.goal = {"know what could meet the need"}, .tasks = {{"ask friends"}, {"read reviews"}}}},
/// });
/// @endcode
template <enumerated Stage>
inline constexpr auto briefs = nullptr;

namespace detail {

inline constexpr stage_brief no_brief{};

}  // namespace detail

/// What `stage` is for: an empty brief where nothing says, or where its value is no enumerator.
template <enumerated Stage>
[[nodiscard]] constexpr const stage_brief& brief(Stage stage) noexcept {
    if constexpr (!std::is_null_pointer_v<std::remove_cvref_t<decltype(briefs<Stage>)>>) {
        const std::size_t index = detail::index_of(stage);
        if (index < detail::enumerator_count<Stage>) return briefs<Stage>.at(index);
    }
    return detail::no_brief;
}

}  // namespace emptor
