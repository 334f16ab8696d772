// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The journeys of a fleet, and the ways to apply many events to them.

#include <algorithm>
#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ranges>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/process/batching.hpp>
#include <emptor/process/detail/batch.hpp>
#include <emptor/process/detail/column.hpp>
#include <emptor/process/detail/shape.hpp>
#include <emptor/process/detail/step_table.hpp>
#include <emptor/process/tally.hpp>

namespace emptor::detail {

/// A number for each stage. What was moved from counts none, as the journeys beside it are gone.
class stage_counts {
public:
    stage_counts() noexcept = default;
    stage_counts(const stage_counts&) noexcept = default;
    stage_counts(stage_counts&& other) noexcept : counts_{std::exchange(other.counts_, {})} {}
    stage_counts& operator=(const stage_counts&) noexcept = default;
    stage_counts& operator=(stage_counts&& other) noexcept {
        counts_ = std::exchange(other.counts_, {});
        return *this;
    }
    ~stage_counts() = default;

    [[nodiscard]] std::uint64_t& operator[](std::size_t stage) noexcept { return counts_[stage]; }
    [[nodiscard]] const std::uint64_t& operator[](std::size_t stage) const noexcept { return counts_[stage]; }
    [[nodiscard]] const std::uint64_t* data() const noexcept { return counts_.data(); }

private:
    std::array<std::uint64_t, stages_at_most> counts_{};
};

/// Journeys by dense id and their census, without what a user sees of them.
template <class Machine>
class fleet_journeys {
protected:
    using event_type = typename Machine::definition_type::event_type;
    using role_type = typename Machine::definition_type::role_type;

    explicit fleet_journeys(Machine machine) : machine_{std::move(machine)} {}

    /// What of a batch is no entry, counted apart.
    struct strangers {
        std::uint64_t ids{};
        std::uint64_t events{};
        std::uint64_t roles{};

        strangers& operator+=(const strangers& more) noexcept {
            ids += more.ids;
            events += more.events;
            roles += more.roles;
            return *this;
        }
    };

    using entry = detail::entry;
    using counter = std::conditional_t<requires { requires Machine::open; }, detail::refusals, detail::quarters>;

    static constexpr std::size_t block = 256;                   ///< entries taken in at a time
    static constexpr std::size_t chunk = std::size_t{1} << 22;  ///< entries sorted at a time
    static constexpr std::size_t near = std::size_t{1} << 21;   ///< bytes that need no fetching ahead
    static constexpr std::size_t cache = std::size_t{1} << 26;  ///< bytes that no cache is expected to hold
    static constexpr std::size_t ahead = 32;

    [[nodiscard]] std::uint8_t code_of(std::size_t stage) const noexcept {
        return machine_.with_steps([&](const auto& steps) { return steps.code_of(stage); });
    }
    [[nodiscard]] std::size_t stage_index(std::uint8_t code) const noexcept {
        return machine_.with_steps([&](const auto& steps) { return steps.stage_of(code); });
    }

    /// The symbol of an event, which may be a stranger, or made to happen by one.
    [[nodiscard]] std::size_t symbol_of(event_type event, std::optional<role_type> role, bool agreed,
                                        strangers& others) const noexcept {
        const std::size_t index = machine_.event_index(event);
        const std::size_t first = machine_.first(role);
        if (index == machine_.events) [[unlikely]] {
            ++others.events;
        } else if (role && first == machine_.unknown_kind * machine_.stride) [[unlikely]] {
            ++others.roles;
        }
        return machine_.symbol(index, first, agreed);
    }

    /// Writes the entry of an event, if its journey is one of the fleet.
    /// @return how many entries were written.
    template <std::integral Id>
    std::size_t take_in(Id id, event_type event, std::optional<role_type> role, bool agreed, entry& place,
                        strangers& others) const noexcept {
        const auto wide = static_cast<std::size_t>(id);  // a negative one becomes larger than any fleet
        if (wide >= codes_.size()) [[unlikely]] {
            ++others.ids;
            return 0;
        }
        place = detail::entry_of(wide, symbol_of(event, role, agreed, others));
        return 1;
    }

    template <class Ids, class Events, class Roles, class Agreed>
    tally apply_columns(const Ids& ids, const Events& events, const Roles& roles, const Agreed& agreed) {
        constexpr bool numbered = std::integral<std::ranges::range_value_t<Ids>>;
        constexpr bool known = std::same_as<event_type, std::ranges::range_value_t<Events>>;
        static_assert(numbered, "the ids of a batch are whole numbers");
        static_assert(known, "the events of a batch are those of the fleet's process");
        if constexpr (numbered && known) {
            const auto count = static_cast<std::size_t>(std::ranges::size(ids));
            detail::require_length("emptor::fleet: events", events, count);
            detail::require_length("emptor::fleet: roles", roles, count);
            detail::require_length("emptor::fleet: agreements", agreed, count);
            return apply_indexed(count, [&](std::size_t i) {
                return std::tuple{detail::cell_of(ids, i), event_type{detail::cell_of(events, i)},
                                  detail::role_in<role_type>(roles, i), detail::agreed_in(agreed, i)};
            });
        } else {
            return {};
        }
    }

    template <class Happenings, class Parts>
    tally apply_range(Happenings& happenings, const Parts& parts) {
        const auto whole = [&](const auto& happening) {
            const auto& told = parts(happening);
            constexpr std::size_t size = std::tuple_size_v<std::remove_cvref_t<decltype(told)>>;
            static_assert(size <= 4, "what happened is an id, an event, and the role and the agreement if known");
            std::optional<role_type> role;
            bool agreed = false;
            static_assert(std::integral<told_part<0, decltype(told)>>, "the ids of a batch are whole numbers");
            static_assert(std::same_as<told_part<1, decltype(told)>, event_type>,
                          "the events of a batch are those of the fleet's process");
            if constexpr (size > 2) {
                static_assert(detail::tells_role<told_part<2, decltype(told)>, role_type>,
                              "the roles of a batch are those of the fleet's process, or optional ones");
                role = std::get<2>(told);
            }
            if constexpr (size > 3) {
                static_assert(std::same_as<told_part<3, decltype(told)>, bool>, "whether others have agreed is a bool");
                agreed = std::get<3>(told);
            }
            return std::tuple{std::get<0>(told), event_type{std::get<1>(told)}, role, agreed};
        };
        if constexpr (detail::column<Happenings>) {
            const auto first = std::ranges::begin(happenings);
            return apply_indexed(static_cast<std::size_t>(std::ranges::size(happenings)), [&](std::size_t i) {
                return whole(first[static_cast<std::ranges::range_difference_t<Happenings>>(i)]);
            });
        } else {
            return counted(false, [&](tally& counts, auto census) {
                strangers others;
                const auto each = [&](const auto& put) {
                    for (const auto& happening : happenings) put(whole(happening), others);
                };
                sorts(chunk) ? sorted<census()>(each, counts) : direct<census()>(each, counts);
                add(others, counts);
            });
        }
    }

    /// @param at gives (id, event, role, agreed) of each of them.
    template <class At>
    tally apply_indexed(std::size_t count, const At& at) {
        return counted(count >= codes_.size() / 4, [&](tally& counts, auto census) {
            if (sorts(count)) {
                sorted_in_parallel<census()>(count, at, counts);
            } else {
                codes_.size() > near ? direct_in_blocks<census()>(count, at, counts)
                                     : direct_in_order<census()>(count, at, counts);
            }
        });
    }

    /// Applies a batch, and sees to the census: journey by journey, or by counting all after a large one.
    template <class Apply>
    tally counted(bool large, const Apply& apply) {
        tally counts;
        try {
            large ? apply(counts, std::false_type{}) : apply(counts, std::true_type{});
        } catch (...) {
            take_census();
            throw;
        }
        if (large) take_census();
        return counts;
    }

    [[nodiscard]] bool sorts(std::size_t count) const noexcept {
        if (batching_ != batching::automatic) return batching_ == batching::by_id;
        return threads_ > 1 && count >= (std::size_t{1} << 16) && codes_.size() >= cache;
    }

    template <bool Census, class Each>
    void direct(const Each& each, tally& counts) {
        machine_.with_steps([&](const auto& steps) {
            std::array<entry, block> entries;  // NOLINT: written before it is read
            std::size_t taken = 0;
            detail::stage_changes changes{};
            const auto flush = [&] {
                detail::apply_entries<Census>(steps, codes_.data(), entries.data(), taken, 0, counts, changes);
                taken = 0;
            };
            each([&](const auto& told, strangers& others) {
                const auto& [id, event, role, agreed] = told;
                const std::size_t before = taken;
                taken += take_in(id, event, role, agreed, entries[taken], others);
                if (taken > before) detail::prefetch(codes_.data() + detail::id_of(entries[before]));
                if (taken == block) flush();
            });
            flush();
            if constexpr (Census) add(changes);
        });
    }

    /// The same where the journeys are at hand.
    template <bool Census, class At>
    void direct_in_order(std::size_t count, const At& at, tally& counts) {
        machine_.with_steps([&](auto steps) {
            detail::stage_changes changes{};
            strangers all;
            std::uint8_t* const journeys = codes_.data();
            const std::size_t size = codes_.size();  // a byte written could be one of what it is read from
            for (std::size_t begin = 0; begin < count; begin += detail::quarters::at_most) {
                const std::size_t end = std::min(begin + detail::quarters::at_most, count);
                counter reasons;
                strangers met;
                for (std::size_t i = begin; i < end; ++i) {
                    const auto [id, event, role, agreed] = at(i);
                    const auto wide = static_cast<std::size_t>(id);
                    if (wide >= size) [[unlikely]] {
                        ++met.ids;
                        continue;
                    }
                    const std::size_t symbol = symbol_of(event, role, agreed, met);
                    detail::apply_symbol<Census>(steps, journeys[wide], symbol, reasons, changes);
                }
                reasons.add_to(counts, end - begin - static_cast<std::size_t>(met.ids));
                all += met;
            }
            if constexpr (Census) add(changes);
            add(all, counts);
        });
    }

    /// The same where any event can be looked at: a block is taken in, then applied.
    template <bool Census, class At>
    void direct_in_blocks(std::size_t count, const At& at, tally& counts) {
        std::array<entry, block> entries;  // NOLINT: written before it is read
        detail::stage_changes changes{};
        strangers all;
        const std::uint8_t* const journeys = codes_.data();
        for (std::size_t begin = 0; begin < count; begin += block) {
            const std::size_t end = std::min(begin + block, count);
            strangers met;
            std::size_t taken = 0;
            for (std::size_t i = begin; i < end; ++i) {
                const auto [id, event, role, agreed] = at(i);
                entry made{};
                const std::size_t more = take_in(id, event, role, agreed, made, met);
                entries[taken] = made;
                detail::prefetch(journeys + detail::id_of(made));
                taken += more;
            }
            machine_.with_steps([&](const auto& steps) {
                detail::apply_entries<Census>(steps, codes_.data(), entries.data(), taken, 0, counts, changes);
            });
            all += met;
        }
        if constexpr (Census) add(changes);
        add(all, counts);
    }

    template <bool Census, class Each>
    void sorted(const Each& each, tally& counts) {
        std::vector<entry> entries;
        detail::buckets sorter{shift(), threads_};
        const auto flush = [&] {
            std::vector<detail::entry_part> parts;
            for (std::size_t t = 0; t < threads_; ++t) parts.push_back(detail::part_of(t, threads_, 0, entries.size()));
            apply_sorted<Census>(sorter, entries, parts, counts);
            entries.clear();
        };
        each([&](const auto& told, strangers& others) {
            const auto& [id, event, role, agreed] = told;
            entry made{};
            if (take_in(id, event, role, agreed, made, others) == 0) return;
            entries.push_back(made);
            if (entries.size() == chunk) flush();
        });
        flush();
    }

    template <bool Census, class At>
    void sorted_in_parallel(std::size_t count, const At& at, tally& counts) {
        std::vector<entry> entries(std::min(count, chunk));
        std::vector<detail::entry_part> parts(threads_);
        std::vector<strangers> others(threads_);
        detail::buckets sorter{shift(), threads_};
        for (std::size_t begin = 0; begin < count; begin += chunk) {
            detail::in_parallel(threads_, [&](std::size_t t) {
                const auto [first, last] = detail::part_of(t, threads_, begin, std::min(begin + chunk, count));
                std::size_t place = first - begin;
                strangers met;
                for (std::size_t i = first; i < last; ++i) {
                    const auto [id, event, role, agreed] = at(i);
                    place += take_in(id, event, role, agreed, entries[place], met);
                }
                parts[t] = {first - begin, place};
                others[t] = met;
            });
            for (const strangers& met : others) add(met, counts);
            apply_sorted<Census>(sorter, entries, parts, counts);
        }
    }

    template <bool Census>
    void apply_sorted(detail::buckets& sorter, const std::vector<entry>& entries,
                      const std::vector<detail::entry_part>& parts, tally& counts) {
        sorter.sort(entries, parts);
        std::vector<tally> counted(threads_);
        std::vector<detail::stage_changes> changes(threads_);
        machine_.with_steps([&](const auto& steps) {
            detail::in_parallel(threads_, [&](std::size_t t) {
                const auto mine = sorter.of(t);
                detail::apply_entries<Census>(steps, codes_.data(), mine.data(), mine.size(), ahead, counted[t],
                                              changes[t]);
            });
        });
        for (const tally& each : counted) counts += each;
        if constexpr (Census) {
            for (const auto& each : changes) add(each);
        }
    }

    /// Ids shifted by this many bits number at most as many buckets as there are.
    [[nodiscard]] unsigned shift() const noexcept {
        const auto bits = static_cast<unsigned>(std::bit_width(codes_.size()));
        constexpr auto most = static_cast<unsigned>(std::bit_width(detail::buckets::number - 1));
        return bits > most ? bits - most : 0;
    }

    /// Those with an unknown event or role went through the table, and were counted there as not possible.
    static void add(const strangers& others, tally& counts) noexcept {
        counts.count(refusal::unknown_id, others.ids);
        counts.count(refusal::unknown_event, others.events);
        counts.count(refusal::unknown_role, others.roles);
        counts.count(refusal::not_possible, std::uint64_t{0} - others.events - others.roles);
    }

    void add(const detail::stage_changes& changes) noexcept {
        for (std::size_t code = 0; code < changes.size(); ++code) {
            if (changes[code] == 0) continue;
            census_[stage_index(static_cast<std::uint8_t>(code))] += static_cast<std::uint64_t>(changes[code]);
        }
    }

    void take_census() noexcept {
        census_ = {};
        count_codes(codes_, 1);
    }

    /// Adds `times` to the census for each of the journeys.
    void count_codes(std::span<const std::uint8_t> codes, std::uint64_t times) noexcept {
        std::array<std::array<std::uint64_t, 256>, 4> counts{};  // four, so that none waits for the one before
        std::size_t i = 0;
        for (; i + 4 <= codes.size(); i += 4) {
            for (std::size_t k = 0; k < 4; ++k) ++counts[k][codes[i + k]];
        }
        for (; i < codes.size(); ++i) ++counts[0][codes[i]];
        for (std::size_t code = 0; code < 256; ++code) {
            const std::uint64_t sum = counts[0][code] + counts[1][code] + counts[2][code] + counts[3][code];
            if (sum > 0) census_[stage_index(static_cast<std::uint8_t>(code))] += sum * times;
        }
    }

    Machine machine_;
    std::vector<std::uint8_t> codes_;
    stage_counts census_;
    unsigned threads_{1};
    batching batching_{batching::automatic};
};

}  // namespace emptor::detail
