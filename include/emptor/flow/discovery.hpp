// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process that a log proposes, and what of the log it leaves out.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/flow/totals.hpp>
#include <emptor/process/detail/shape.hpp>
#include <emptor/process/label.hpp>
#include <emptor/process/model.hpp>
#include <emptor/process/named_rule.hpp>
#include <emptor/stats/proportion.hpp>

namespace emptor {

/// What became of a move of the log.
enum class move_verdict : unsigned char {
    kept,    ///< a row of the process, as it was made often enough
    added,   ///< a row of the process, as a stage would not be reached, or not end, without it
    rare,    ///< left out: it was not made often enough
    parted,  ///< left out with a stage it begins or ends at
};

template <>
inline constexpr auto labels<move_verdict> = label_table<move_verdict>({
    {move_verdict::kept, "kept", "保留"},
    {move_verdict::added, "kept so that no stage is lost", "为保全阶段而保留"},
    {move_verdict::rare, "too rare", "过少"},
    {move_verdict::parted, "its stage is left out", "阶段已略去"},
});

/// What became of a state of the log.
enum class stage_verdict : unsigned char {
    kept,           ///< a stage of the process
    never_reached,  ///< left out: the moves that are kept do not lead to it
    never_ends,     ///< left out: the moves that are kept lead from it to no end
};

template <>
inline constexpr auto labels<stage_verdict> = label_table<stage_verdict>({
    {stage_verdict::kept, "kept", "保留"},
    {stage_verdict::never_reached, "no longer reached", "不再到达"},
    {stage_verdict::never_ends, "leads to no end", "通不到终点"},
});

/// A move of the log; from nowhere where paths begin, to nowhere where they end.
struct discovered_move {
    std::optional<std::size_t> from{};  ///< the place of a stage in `discovery::stages`
    std::optional<std::size_t> to{};    ///< the same
    std::uint64_t times{};
    std::uint64_t of{};  ///< visits to the stage it leaves; where paths begin, paths
    /// How surely the second follows from the first, in (-1, 1): (ab - ba) / (ab + ba + 1) where the move was made ab
    /// times and its reverse ba times, aa / (aa + 1) from a stage to itself (A. Weijters, W. van der Aalst and A. Alves
    /// de Medeiros 2006, BETA working paper 166). Of moves between stages only.
    std::optional<double> dependency{};
    move_verdict verdict{};

    [[nodiscard]] bool is_kept() const noexcept {
        return verdict == move_verdict::kept || verdict == move_verdict::added;
    }

    friend bool operator==(const discovered_move&, const discovered_move&) = default;
};

/// A state of the log.
struct discovered_stage {
    std::string name{};
    std::uint64_t visits{};
    stage_verdict verdict{};
    bool may_end{};  ///< whether paths may end there; of a stage that is kept

    friend bool operator==(const discovered_stage&, const discovered_stage&) = default;
};

/// What `discover` found.
///
/// @invariant every stage that is kept is reached from the start by moves that are kept, and they lead from it to a
/// stage that may end
struct discovery {
    std::vector<discovered_stage> stages{};  ///< all states of the log that occur
    std::vector<discovered_move> moves{};    ///< those that begin paths, then stage by stage, the most frequent first
    named_rules rules{};                     ///< the process in names: no rules where nothing is left
    std::optional<proportion> fitting{};     ///< of all paths, those the process allows; where paths were counted
    flow_totals totals{};

    /// Of all moves, beginnings and ends of the log, those that are rows or ends of the process.
    [[nodiscard]] proportion covered() const {
        std::uint64_t all = 0, kept = 0;
        for (const discovered_move& each : moves) {
            all += each.times;
            if (each.is_kept()) kept += each.times;
        }
        return {all, kept};
    }

    /// Whether there is a process: not where the log is empty, nor where no path is left from the start to an end.
    [[nodiscard]] bool has_process() const noexcept { return !rules.rules.empty(); }

    /// The process as a value: to ask, to draw (`mermaid`), or to compare a log with (`conformance`).
    /// @throws std::invalid_argument where there is none, or it would have more than 127 stages.
    [[nodiscard]] model process() const {
        if (!has_process()) {
            throw std::invalid_argument{
                "emptor::discovery: there is no process, as no path is left from the start to an end; ask for moves "
                "that were made less often"};
        }
        if (rules.stages.size() > detail::stages_at_most) {
            throw std::invalid_argument{std::string{"emptor::discovery: "} + std::to_string(rules.stages.size()) +
                                        " stages; a process has at most 127. Ask for moves that were made more often, "
                                        "or join states with stage_rules"};
        }
        return model{rules};
    }

    friend bool operator==(const discovery&, const discovery&) = default;
};

}  // namespace emptor
