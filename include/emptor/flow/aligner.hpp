// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Finds what a journey has in common with its process.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/flow/alignment.hpp>
#include <emptor/flow/chain_words.hpp>
#include <emptor/process/outcome.hpp>

namespace emptor {

/// See `by_role`.
struct by_role_word {};

inline namespace question_words {

/// An event is allowed where the process lets this role make it happen, and all who must agree have done so; otherwise
/// roles do not matter.
inline constexpr by_role_word by_role{};

}  // namespace question_words

namespace detail {

template <class Process>
concept walkable =
    requires(const Process& process, typename Process::stage_type stage, typename Process::event_type event) {
        { process.target(stage, event) } -> std::same_as<std::optional<typename Process::stage_type>>;
        process.stages();
        process.events();
    };

template <class Word>
concept alignment_word = std::same_as<Word, still_open_word> || std::same_as<Word, by_role_word>;

}  // namespace detail

template <detail::walkable Process>
class conformance;

/// Aligns journeys with a process, which may lead in circles: a shortest path over (events done, stage), by dynamic
/// programming from the end. O(length * stages^2) for each journey.
///
/// A journey is over in a final stage and in one declared endless; with `still_open` it may stop anywhere. Of several
/// alignments of least cost it gives the one that follows the process as long as it can, then does without an event of
/// the journey, and only then puts one in, the first in the order of events.
///
/// It refers to its process, which must outlive it.
template <detail::walkable Process>
class aligner {
public:
    using stage_type = typename Process::stage_type;
    using event_type = typename Process::event_type;
    using role_type = typename Process::role_type;
    using performed_type = performed<Process>;
    using alignment_type = alignment<Process>;

    template <detail::alignment_word... Words>
    explicit aligner(const Process& process, Words...)
        : process_{&process},
          by_role_{(std::same_as<Words, by_role_word> || ...)},
          still_open_{(std::same_as<Words, still_open_word> || ...)},
          stages_{process.stages().size()},
          events_{process.events().size()},
          targets_(stages_ * events_, nowhere),
          distances_(stages_ * stages_, far),
          to_the_end_(stages_, far) {
        for (std::size_t s = 0; s < stages_; ++s) {
            for (std::size_t e = 0; e < events_; ++e) {
                const auto target = process.target(stage(s), event(e));
                if (target) targets_[e * stages_ + s] = static_cast<std::uint8_t>(process.index(*target));
            }
        }
        for (std::size_t to = 0; to < stages_; ++to) measure_distances(to);
        for (std::size_t s = 0; s < stages_; ++s) {
            if (may_end(s)) merge_distances(s, 0, to_the_end_);
        }
    }
    template <class... Words>
    explicit aligner(const Process&&, Words...) = delete;

    [[nodiscard]] const Process& process() const noexcept { return *process_; }
    [[nodiscard]] bool checks_roles() const noexcept { return by_role_; }

    /// @param journey events in order, or `performed` ones. Values that are no event or no role of the process are not
    ///        allowed anywhere.
    /// @throws std::invalid_argument for more than 2^28 events.
    template <std::ranges::input_range Journey>
        requires detail::event_of_journey<std::ranges::range_reference_t<Journey>, Process>
    [[nodiscard]] alignment_type align(Journey&& journey) const {
        alphabet letters;
        std::vector<std::uint32_t> codes;
        for (auto&& each : journey) {
            codes.push_back(add(detail::as_performed<Process>(std::forward<decltype(each)>(each)), letters));
        }
        alignment_type result;
        std::vector<std::uint32_t> costs;
        align(codes, letters, result, costs);
        return result;
    }

private:
    friend class conformance<Process>;

    static constexpr std::uint8_t nowhere = 255;
    static constexpr std::uint32_t far = std::uint32_t{1} << 30U;
    static constexpr std::size_t longest = std::size_t{1} << 28U;

    /// The events that occur in journeys, by code.
    struct alphabet {
        std::vector<performed_type> events;
        std::vector<std::uint8_t> targets;  // by event, then stage: where it leads, or `nowhere`
    };

    /// @return the code of the event.
    std::uint32_t add(const performed_type& what, alphabet& letters) const {
        for (std::size_t s = 0; s < stages_; ++s) {
            const bool allowed = reason(s, what) == refusal::none;
            letters.targets.push_back(allowed ? targets_[process_->index(what.event) * stages_ + s] : nowhere);
        }
        letters.events.push_back(what);
        return static_cast<std::uint32_t>(letters.events.size() - 1);
    }

    /// @param result is overwritten, and so are `costs`: both only lend their memory.
    void align(std::span<const std::uint32_t> codes, const alphabet& letters, alignment_type& result,
               std::vector<std::uint32_t>& costs) const {
        if (codes.size() > longest) {
            throw std::invalid_argument{"emptor::aligner: a journey of " + std::to_string(codes.size()) +
                                        " events; at most 268435456 are compared"};
        }
        result.left.reset();
        result.events.clear();
        replay(codes, letters, result);
        walk(codes, letters, result, costs);
    }

    [[nodiscard]] stage_type stage(std::size_t index) const { return process_->stages()[index]; }
    [[nodiscard]] event_type event(std::size_t index) const { return process_->events()[index]; }
    [[nodiscard]] bool may_end(std::size_t index) const {
        return still_open_ || process_->is_final(stage(index)) || process_->endless().contains(stage(index));
    }

    [[nodiscard]] refusal reason(std::size_t from, const performed_type& what) const {
        if (by_role_) return process_->reason(stage(from), what.event, what.role, what.agreed);
        const std::size_t index = process_->index(what.event);
        if (index >= events_) return refusal::unknown_event;
        return targets_[index * stages_ + from] == nowhere ? refusal::not_possible : refusal::none;
    }

    /// The number of events from each stage to this one, breadth first. Distances stand by the stage they lead to.
    void measure_distances(std::size_t to) {
        std::uint32_t* const distance = distances_.data() + to * stages_;
        std::vector<std::size_t> found{to};
        distance[to] = 0;
        for (std::size_t done = 0; done < found.size(); ++done) {
            for (std::size_t from = 0; from < stages_; ++from) {
                if (distance[from] != far) continue;
                for (std::size_t e = 0; e < events_; ++e) {
                    if (targets_[e * stages_ + from] != found[done]) continue;
                    distance[from] = distance[found[done]] + 1;
                    found.push_back(from);
                    break;
                }
            }
        }
    }

    /// Makes `costs` the least of themselves and of going to `to` first, and on from there at this cost.
    void merge_distances(std::size_t to, std::uint32_t cost, std::span<std::uint32_t> costs) const {
        const std::uint32_t* const distance = distances_.data() + to * stages_;
        for (std::size_t from = 0; from < costs.size(); ++from)
            costs[from] = std::min(costs[from], distance[from] + cost);
    }

    [[nodiscard]] std::uint8_t target(const alphabet& letters, std::uint32_t code, std::size_t from) const {
        return letters.targets[code * stages_ + from];
    }

    void replay(std::span<const std::uint32_t> codes, const alphabet& letters, alignment_type& result) const {
        std::size_t at = process_->index(process_->start());
        for (std::size_t place = 0; place < codes.size(); ++place) {
            const std::uint8_t to = target(letters, codes[place], at);
            if (to != nowhere) {
                at = to;
            } else if (!result.left) {
                const performed_type& what = letters.events[codes[place]];
                result.left = departure<Process>{place, stage(at), what, reason(at, what)};
            }
        }
        result.stage = stage(at);
        result.finished = may_end(at);
    }

    void walk(std::span<const std::uint32_t> codes, const alphabet& letters, alignment_type& result,
              std::vector<std::uint32_t>& costs) const {
        // costs[i][s]: the least cost of what is left, with i events done and in stage s. It is at most 1 more than
        // from any stage one event on. So is what doing without the next event costs; only allowed ones need be spread.
        costs.resize((codes.size() + 1) * stages_);
        const auto row = [&](std::size_t done) { return std::span{costs}.subspan(done * stages_, stages_); };
        std::copy(to_the_end_.begin(), to_the_end_.end(), row(codes.size()).begin());
        for (std::size_t done = codes.size(); done-- > 0;) {
            const auto after = row(done + 1);
            const auto now = row(done);
            for (std::size_t s = 0; s < stages_; ++s) now[s] = after[s] + 1;
            for (std::size_t s = 0; s < stages_; ++s) {
                const std::uint8_t to = target(letters, codes[done], s);
                if (to != nowhere && after[to] < now[s]) merge_distances(s, after[to], now);
            }
        }
        std::size_t at = process_->index(process_->start());
        result.length = codes.size();
        result.cost = row(0)[at];
        result.shortest = to_the_end_[at];
        result.events.reserve(codes.size() + result.cost);
        for (std::size_t done = 0; done < codes.size() || row(done)[at] > 0;) {
            const std::uint32_t left = row(done)[at];
            if (done < codes.size()) {
                const std::uint8_t to = target(letters, codes[done], at);
                const bool both = to != nowhere && row(done + 1)[to] == left;
                if (both || row(done + 1)[at] + 1 == left) {
                    const std::size_t next = both ? to : at;
                    result.events.push_back({both ? alignment_side::both : alignment_side::journey,
                                             letters.events[codes[done]], done, stage(at), stage(next)});
                    at = next;
                    ++done;
                    continue;
                }
            }
            const std::size_t put_in = first_event_towards(at, row(done));
            const std::size_t next = targets_[put_in * stages_ + at];
            result.events.push_back(
                {alignment_side::process, {.event = event(put_in)}, std::nullopt, stage(at), stage(next)});
            at = next;
        }
    }

    /// The first event from which on it costs one less. There is one.
    [[nodiscard]] std::size_t first_event_towards(std::size_t from, std::span<const std::uint32_t> costs) const {
        std::size_t e = 0;
        for (; e + 1 < events_; ++e) {
            const std::uint8_t to = targets_[e * stages_ + from];
            if (to != nowhere && costs[to] + 1 == costs[from]) break;
        }
        return e;
    }

    const Process* process_;
    bool by_role_;
    bool still_open_;
    std::size_t stages_;
    std::size_t events_;
    std::vector<std::uint8_t> targets_;     // by event, then stage
    std::vector<std::uint32_t> distances_;  // by stage led to, then stage left
    std::vector<std::uint32_t> to_the_end_;
};

}  // namespace emptor
