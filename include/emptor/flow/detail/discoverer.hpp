// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Chooses the moves of a log that make a process.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <emptor/flow/detail/move_table.hpp>
#include <emptor/flow/discovery.hpp>
#include <emptor/process/named_rule.hpp>

namespace emptor::detail {

/// Which moves are kept.
struct discovery_terms {
    std::uint64_t at_least{};
    double share{};
    double dependency{};
    bool keeps_stages{};
};

/// The states of a log as nodes, with one for the beginning of paths and one for their end.
class discoverer {
public:
    discoverer(const move_table& log, const discovery_terms& terms) : log_{&log}, nodes_{log.states.size() + 2} {
        for (std::size_t at = 0; at < log.states.size(); ++at) {
            add(begin(), at, log.states[at].entries, log.paths);
            add(at, end(), log.states[at].exits, log.states[at].visits);
        }
        for (const auto& [move, times] : log.moves) add(move.first, move.second, times, log.states[move.first].visits);
        std::sort(arcs_.begin(), arcs_.end(), [&](const arc& a, const arc& b) {
            return std::tuple{shown_place(a.from), b.times, a.to} < std::tuple{shown_place(b.from), a.times, b.to};
        });
        for (arc& each : arcs_) {
            const bool often = each.times >= terms.at_least && each.share() >= terms.share;
            const bool sure = !each.dependency || *each.dependency >= terms.dependency;
            each.verdict = often && sure ? move_verdict::kept : move_verdict::rare;
        }
        if (terms.keeps_stages) {
            connect(begin(), &arc::from, &arc::to);
            connect(end(), &arc::to, &arc::from);
        }
        reached_ = reached(begin(), &arc::from, &arc::to);
        ending_ = reached(end(), &arc::to, &arc::from);
        for (arc& each : arcs_) {
            if (each.is_kept() && !(is_kept(each.from) && is_kept(each.to))) each.verdict = move_verdict::parted;
        }
        targets_.resize(nodes_);
        for (const arc& each : arcs_) {
            if (each.is_kept()) targets_[each.from].push_back(each.to);
        }
        for (auto& each : targets_) std::sort(each.begin(), each.end());
    }

    /// Whether a path, in the numbers of the log's states, is made of moves that are kept.
    [[nodiscard]] bool allows(std::span<const std::uint32_t> path, const std::vector<std::size_t>& here) const {
        std::size_t at = begin();
        for (const std::uint32_t each : path) {
            if (!leads(at, here[each])) return false;
            at = here[each];
        }
        return leads(at, end());
    }

    /// @param start the name of the stage before the first event.
    [[nodiscard]] discovery result(const std::string& start) const {
        discovery found{.totals = log_->totals()};
        const auto place = [&](std::size_t node) {
            return node < log_->states.size() ? std::optional{node} : std::nullopt;
        };
        for (std::size_t at = 0; at < log_->states.size(); ++at) {
            found.stages.push_back({.name = log_->states[at].name,
                                    .visits = log_->states[at].visits,
                                    .verdict = is_kept(at)     ? stage_verdict::kept
                                               : !reached_[at] ? stage_verdict::never_reached
                                                               : stage_verdict::never_ends,
                                    .may_end = is_kept(at) && leads(at, end())});
        }
        for (const arc& each : arcs_) {
            found.moves.push_back({.from = place(each.from),
                                   .to = place(each.to),
                                   .times = each.times,
                                   .of = each.of,
                                   .dependency = each.dependency,
                                   .verdict = each.verdict});
        }
        write_rules(found, start);
        return found;
    }

private:
    struct arc {
        std::size_t from{};
        std::size_t to{};
        std::uint64_t times{};
        std::uint64_t of{};
        std::optional<double> dependency{};
        move_verdict verdict{};

        [[nodiscard]] double share() const noexcept { return static_cast<double>(times) / static_cast<double>(of); }
        [[nodiscard]] bool is_kept() const noexcept {
            return verdict == move_verdict::kept || verdict == move_verdict::added;
        }
    };

    [[nodiscard]] std::size_t begin() const noexcept { return nodes_ - 2; }
    [[nodiscard]] std::size_t end() const noexcept { return nodes_ - 1; }
    /// What begins paths is shown first.
    [[nodiscard]] std::size_t shown_place(std::size_t node) const noexcept { return node == begin() ? 0 : node + 1; }

    void add(std::size_t from, std::size_t to, std::uint64_t times, std::uint64_t of) {
        if (times == 0) return;
        arc made{.from = from, .to = to, .times = times, .of = of};
        if (from < begin() && to < begin()) {
            const auto back = log_->moves.find({to, from});
            const double there = static_cast<double>(times);
            const double here = from == to || back == log_->moves.end() ? 0 : static_cast<double>(back->second);
            made.dependency = (there - here) / (there + here + 1);
        }
        arcs_.push_back(made);
    }

    /// The nodes that the arcs that are kept lead to from `first`.
    [[nodiscard]] std::vector<bool> reached(std::size_t first, std::size_t arc::* from, std::size_t arc::* to) const {
        std::vector<std::vector<std::size_t>> next(nodes_);
        for (const arc& each : arcs_) {
            if (each.is_kept()) next[each.*from].push_back(each.*to);
        }
        std::vector<bool> found(nodes_);
        found[first] = true;
        std::vector<std::size_t> waiting{first};
        while (!waiting.empty()) {
            const std::size_t at = waiting.back();
            waiting.pop_back();
            for (const std::size_t to_node : next[at]) {
                if (found[to_node]) continue;
                found[to_node] = true;
                waiting.push_back(to_node);
            }
        }
        return found;
    }

    /// Adds the most frequent of the arcs that lead on from what is reached, until all states are (as R. C. Prim 1957
    /// joins terminals). There is such an arc, as every state is on a path.
    void connect(std::size_t first, std::size_t arc::* from, std::size_t arc::* to) {
        for (;;) {
            const std::vector<bool> found = reached(first, from, to);
            arc* best = nullptr;
            for (arc& each : arcs_) {
                if (!found[each.*from] || found[each.*to] || each.*to >= begin()) continue;
                if (best == nullptr || each.times > best->times) best = &each;
            }
            if (best == nullptr) return;
            best->verdict = move_verdict::added;
        }
    }

    /// Whether the node is one of the process: the beginning and the end are where anything is left between them.
    [[nodiscard]] bool is_kept(std::size_t node) const { return reached_[node] && ending_[node]; }

    [[nodiscard]] bool leads(std::size_t from, std::size_t to) const {
        return std::binary_search(targets_[from].begin(), targets_[from].end(), to);
    }

    void write_rules(discovery& found, const std::string& start) const {
        named_rules& rules = found.rules;
        rules.start = start;
        if (targets_[begin()].empty()) return;
        const auto name = [&](std::size_t node) { return node == begin() ? start : log_->states[node].name; };
        std::vector<arc> kept;
        for (const arc& each : arcs_) {
            if (each.is_kept() && each.to != end()) kept.push_back(each);
        }
        std::sort(kept.begin(), kept.end(), [&](const arc& a, const arc& b) {
            return std::pair{shown_place(a.from), a.to} < std::pair{shown_place(b.from), b.to};
        });
        for (const arc& each : kept) {
            rules.rules.push_back({.in = {name(each.from)},
                                   .on = name(each.to),
                                   .to = name(each.to),
                                   .weight = static_cast<double>(each.times)});
        }
        rules.stages.push_back(start);
        for (std::size_t at = 0; at < begin(); ++at) {
            if (!is_kept(at)) continue;
            rules.stages.push_back(name(at));
            rules.events.push_back(name(at));
            if (leads(at, end())) (targets_[at].size() == 1 ? rules.ends : rules.endless).push_back(name(at));
        }
    }

    const move_table* log_;
    std::size_t nodes_;
    std::vector<arc> arcs_;
    std::vector<bool> reached_;  // from the beginning
    std::vector<bool> ending_;   // leading to the end
    std::vector<std::vector<std::size_t>> targets_;
};

}  // namespace emptor::detail
