// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What the report counts, one by one.

#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/events/detail/entity_index.hpp>
#include <emptor/events/time.hpp>
#include <emptor/funnel/detail/attempt_rows.hpp>
#include <emptor/funnel/report.hpp>

namespace emptor {
namespace detail {

struct attempt_parts;

/// The time that a count of ticks is of.
template <event_time When>
[[nodiscard]] constexpr When from_ticks(ticks_of<When> count) {
    if constexpr (std::is_arithmetic_v<When>) {
        return count;
    } else if constexpr (requires { typename When::duration; }) {
        return When{typename When::duration{count}};
    } else {
        return When{count};
    }
}

/// What a question can say of an entity's first attempt, that of its first start.
enum class first_attempt_known : std::uint8_t {
    no,
    by_first_times,  ///< it took a step when any attempt first did, if its window was not over then
    as_counted,      ///< it is the one that counts
};

/// What attempts of one question have in common.
template <event_time When, class Tick>
struct attempt_terms {
    std::vector<std::string> names{};
    std::uint64_t optional{};  ///< bit k: step k, counted from 0, may be skipped
    funnel_totals totals{};
    std::optional<elapsed_of<Tick>> window{};
    std::optional<ticks_span<ticks_of<When>>> ticks{};  ///< the window, where there is a plain one
    first_attempt_known first{};
    std::optional<ticks_of<When>> latest{};  ///< the time of the last event
    std::optional<ticks_of<When>> until{};   ///< when observation ended
};

}  // namespace detail

/// An attempt that the report counts: the one that counts for its entity; or one of them, if the question says `each`.
///
/// A small value that looks into the `funnel_attempts` it is of: it must not outlive them. Steps have numbers from 1.
template <class Attempts>
class funnel_attempt {
    using when_type = typename Attempts::when_type;
    using ticks = detail::ticks_of<when_type>;
    using tick = typename Attempts::tick_type;

public:
    using attempts_type = Attempts;

    funnel_attempt(const Attempts& of, std::size_t number) : of_{&of}, row_{of.rows_[number]} {}

    /// The number of its entity, in the order in which these were first seen, from 0.
    [[nodiscard]] std::size_t entity() const noexcept { return row_.entity; }
    /// Who it is about.
    [[nodiscard]] decltype(auto) who() const noexcept { return of_->ids_[row_.entity]; }

    /// How many steps the question has.
    [[nodiscard]] std::size_t steps() const noexcept { return of_->steps(); }
    /// The furthest step it counts for.
    [[nodiscard]] std::size_t level() const noexcept { return static_cast<std::size_t>(std::bit_width(row_.reached)); }
    /// Whether it counts for a step: for those it took and, if an attempt may start with any step, for those of any
    /// attempt of its entity.
    [[nodiscard]] bool reached(std::size_t step) const noexcept { return has(row_.reached, step); }
    /// The same of all steps; bit k stands for step k+1.
    [[nodiscard]] std::uint64_t reached_steps() const noexcept { return row_.reached; }
    /// It may yet get further, or another attempt in its place: a window was still running when the last event of the
    /// log was seen, or there is none.
    [[nodiscard]] bool open() const noexcept { return row_.open; }

    /// When it started.
    [[nodiscard]] when_type started() const { return detail::from_ticks<when_type>(row_.start); }
    /// When it took a step; nothing if it did not.
    [[nodiscard]] std::optional<when_type> at(std::size_t step) const {
        return time(row_.taken, row_.best_times, step);
    }
    /// When any attempt of its entity first took a step.
    [[nodiscard]] std::optional<when_type> first_at(std::size_t step) const {
        return time(row_.met, row_.first_times, step);
    }

    /// Whether anything is known of the entity's first attempt, that of its first start: yes for questions without
    /// other words than `within`, and for those that say `from(first_start)`.
    [[nodiscard]] bool knows_first_attempt() const noexcept {
        return of_->terms_.first != detail::first_attempt_known::no;
    }
    /// When the first attempt took a step; nothing if it did not, or nobody knows.
    ///
    /// It took a step when any attempt first did, for it is the oldest of them, unless its window was over then. Of
    /// several first starts at one time, it is the one that came furthest.
    [[nodiscard]] std::optional<when_type> first_attempt_at(std::size_t step) const {
        if (of_->terms_.first != detail::first_attempt_known::by_first_times) {
            return knows_first_attempt() ? at(step) : std::nullopt;
        }
        if (!has(row_.met, step)) return std::nullopt;
        const auto passed = detail::elapsed_ticks(row_.first_times[0], row_.first_times[step - 1]);
        return of_->terms_.ticks && passed > *of_->terms_.ticks ? std::nullopt : first_at(step);
    }

    /// From one time to a later one, in seconds, or in the log's own unit.
    [[nodiscard]] static double between(const when_type& from, const when_type& to) {
        return detail::in_units<tick>(detail::elapsed_ticks(detail::to_ticks(from), detail::to_ticks(to)));
    }
    /// The window of the question in the same unit; nothing if it has none that is a time.
    [[nodiscard]] std::optional<double> window() const {
        if (!of_->terms_.window) return std::nullopt;
        if constexpr (Attempts::has_unit) {
            return of_->terms_.window->count();
        } else {
            return *of_->terms_.window;
        }
    }
    /// When observation ended.
    [[nodiscard]] when_type observed_until() const { return detail::from_ticks<when_type>(*of_->terms_.until); }

    /// The number of the value of a step it took, of `funnel_attempts::values()`; nothing if it did not take it.
    [[nodiscard]] std::optional<std::uint32_t> value_number(std::size_t step) const noexcept
        requires Attempts::splits
    {
        if (!has(row_.taken, step)) return std::nullopt;
        return row_.values[step - 1];
    }
    /// The value of the event that took a step.
    [[nodiscard]] auto value(std::size_t step) const noexcept
        requires Attempts::splits
    {
        using value_type = std::remove_cvref_t<decltype(of_->values_[0])>;
        const auto number = value_number(step);
        return number ? std::optional<value_type>{of_->values_[*number]} : std::nullopt;
    }

private:
    friend struct detail::attempt_parts;

    [[nodiscard]] static bool has(std::uint64_t steps, std::size_t step) noexcept {
        return step >= 1 && step <= 64 && (steps >> (step - 1) & 1) != 0;
    }
    [[nodiscard]] std::optional<when_type> time(std::uint64_t steps, std::span<const ticks> times,
                                                std::size_t step) const {
        if (!has(steps, step)) return std::nullopt;
        return detail::from_ticks<when_type>(times[step - 1]);
    }

    const Attempts* of_;
    detail::attempt_row<ticks> row_;
};

/// The attempts that a report counts, with the times of their steps: what every other view of a funnel is made of, so
/// that they agree. A random-access range of `funnel_attempt`, those of one entity together.
///
/// Takes memory for the entities and the steps they took, not for the events. Made by `attempts_of` and
/// `attempt_counter`.
/// @tparam Value of a property that attempts are split by; `void` without one.
template <event_time When, class Tick, class Id, class Value = void>
class funnel_attempts {
    using ticks = detail::ticks_of<When>;

public:
    using when_type = When;
    using tick_type = Tick;
    using elapsed_type = detail::elapsed_of<Tick>;
    using attempt_type = funnel_attempt<funnel_attempts>;
    static constexpr bool has_unit = !std::is_same_v<elapsed_type, double>;
    static constexpr bool splits = !std::is_void_v<Value>;
    using value_type = Value;

    /// An iterator that makes the attempts it stands at.
    class iterator {
    public:
        using value_type = attempt_type;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::random_access_iterator_tag;
        using iterator_category = std::input_iterator_tag;

        iterator() = default;
        iterator(const funnel_attempts& of, std::size_t number) noexcept
            : of_{&of}, number_{static_cast<difference_type>(number)} {}

        [[nodiscard]] attempt_type operator*() const { return (*of_)[static_cast<std::size_t>(number_)]; }
        [[nodiscard]] attempt_type operator[](difference_type n) const { return *(*this + n); }
        iterator& operator++() noexcept { return *this += 1; }
        iterator& operator--() noexcept { return *this += -1; }
        iterator operator++(int) noexcept { return std::exchange(*this, *this + 1); }
        iterator operator--(int) noexcept { return std::exchange(*this, *this - 1); }
        iterator& operator+=(difference_type n) noexcept {
            number_ += n;
            return *this;
        }
        iterator& operator-=(difference_type n) noexcept { return *this += -n; }
        [[nodiscard]] friend iterator operator+(iterator it, difference_type n) noexcept { return it += n; }
        [[nodiscard]] friend iterator operator+(difference_type n, iterator it) noexcept { return it += n; }
        [[nodiscard]] friend iterator operator-(iterator it, difference_type n) noexcept { return it -= n; }
        [[nodiscard]] friend difference_type operator-(const iterator& a, const iterator& b) noexcept {
            return a.number_ - b.number_;
        }
        [[nodiscard]] friend bool operator==(const iterator& a, const iterator& b) noexcept {
            return a.number_ == b.number_;
        }
        [[nodiscard]] friend std::strong_ordering operator<=>(const iterator& a, const iterator& b) noexcept {
            return a.number_ <=> b.number_;
        }

    private:
        const funnel_attempts* of_{};
        difference_type number_{};
    };

    [[nodiscard]] std::size_t size() const noexcept { return rows_.size(); }
    [[nodiscard]] bool empty() const noexcept { return size() == 0; }
    [[nodiscard]] attempt_type operator[](std::size_t number) const { return {*this, number}; }
    [[nodiscard]] iterator begin() const noexcept { return {*this, 0}; }
    [[nodiscard]] iterator end() const noexcept { return {*this, size()}; }

    /// How many steps the question has, and their names.
    [[nodiscard]] std::size_t steps() const noexcept { return terms_.names.size(); }
    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return terms_.names; }
    /// What went in, as in the report.
    [[nodiscard]] const funnel_totals& totals() const noexcept { return terms_.totals; }
    /// The window of the question, if it has one that is a time.
    [[nodiscard]] std::optional<elapsed_type> window() const noexcept { return terms_.window; }

    /// The report on them, with every clock: the same as the question's own.
    [[nodiscard]] funnel_report<elapsed_type> report() const {
        return rows_.template report<Tick>(terms_.names, terms_.optional, terms_.totals, terms_.window);
    }

    /// Calls `use` with the attempts of each entity, a range.
    template <class Use>
    void each_entity(Use use) const {
        for (iterator first = begin(); first != end();) {
            iterator last = first + 1;
            while (last != end() && (*last).entity() == (*first).entity()) ++last;
            use(std::ranges::subrange{first, last});
            first = last;
        }
    }

    /// When the last event was seen; nothing without events.
    [[nodiscard]] std::optional<When> latest() const {
        return terms_.latest ? std::optional{detail::from_ticks<When>(*terms_.latest)} : std::nullopt;
    }

    /// Says that nothing happened after the last event until this time: who is still under way has waited until then.
    /// Which attempts are `open` stays as of the last event.
    /// @throws std::invalid_argument for a time before the last event.
    void observed_until(const When& time) {
        const ticks until = detail::to_ticks(time);
        if (terms_.latest && until < *terms_.latest) {
            throw std::invalid_argument{std::string{"emptor::funnel_attempts: observed until "}
                                            .append(std::to_string(until))
                                            .append(" ticks, but an event was seen at ")
                                            .append(std::to_string(*terms_.latest))
                                            .append("; it must be the time of the last event, or later")};
        }
        terms_.until = until;
    }

    /// The number of values of the property that the attempts are split by, and each of them.
    [[nodiscard]] std::size_t values() const noexcept
        requires splits
    {
        return values_.size();
    }
    [[nodiscard]] decltype(auto) value(std::uint32_t number) const noexcept
        requires splits
    {
        return values_[number];
    }
    /// An entity may count once for each value (`split_apart_by`).
    [[nodiscard]] bool apart() const noexcept
        requires splits
    {
        return apart_;
    }

private:
    friend attempt_type;
    friend struct detail::attempt_parts;

    detail::attempt_terms<When, Tick> terms_{};
    detail::attempt_rows<ticks> rows_{};
    detail::id_list<Id> ids_{};
    detail::entity_index<std::conditional_t<splits, Value, std::uint32_t>> values_{};
    bool apart_{};
};

}  // namespace emptor
