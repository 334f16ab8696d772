// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Many journeys through one process, a byte each.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <emptor/process/batching.hpp>
#include <emptor/process/bytes_result.hpp>
#include <emptor/process/detail/column.hpp>
#include <emptor/process/detail/fleet_bytes.hpp>
#include <emptor/process/detail/fleet_journeys.hpp>
#include <emptor/process/detail/step_table.hpp>
#include <emptor/process/fleet_outcome.hpp>
#include <emptor/process/tally.hpp>

namespace emptor {

/// What `fleet` and `fleet_of` have in common: journeys by their dense ids, 0 to `size() - 1`.
///
/// Events come one at a time, or many: then those refused are counted by reason, an id of no journey among them.
/// A fleet that was moved from is empty.
template <class Machine>
class basic_fleet : private detail::fleet_journeys<Machine> {
    using journeys = detail::fleet_journeys<Machine>;
    using journeys::apply_columns;
    using journeys::apply_range;
    using journeys::batching_;
    using journeys::census_;
    using journeys::code_of;
    using journeys::codes_;
    using journeys::count_codes;
    using journeys::machine_;
    using journeys::stage_index;
    using journeys::take_census;
    using journeys::threads_;

public:
    using definition_type = typename Machine::definition_type;
    using stage_type = typename definition_type::stage_type;
    using event_type = typename definition_type::event_type;
    using role_type = typename definition_type::role_type;
    using outcome_type = fleet_outcome<definition_type>;

    [[nodiscard]] std::size_t size() const noexcept { return codes_.size(); }
    [[nodiscard]] const definition_type& definition() const noexcept { return machine_.definition(); }

    /// More journeys, at the start of the process; or fewer, without those of the highest ids.
    void resize(std::size_t size) {
        if (size < codes_.size()) {
            count_codes(std::span{codes_}.subspan(size), std::uint64_t{0} - 1);
            codes_.resize(size);
        } else {
            const std::size_t start = machine_.stage_index(definition().start());
            const std::size_t more = size - codes_.size();
            codes_.resize(size, code_of(start));
            census_[start] += more;
        }
    }

    /// @throws std::invalid_argument if there is no journey with this id.
    [[nodiscard]] stage_type stage(std::size_t id) const {
        require(id);
        return machine_.stage(stage_index(codes_[id]));
    }

    /// Puts a journey into a stage, from wherever it was.
    /// @throws std::invalid_argument if there is no journey with this id, or the stage is none of the process.
    void put(std::size_t id, stage_type stage) {
        require(id);
        const std::size_t index = machine_.stage_index(stage);
        if (index >= machine_.stages) throw std::invalid_argument{"emptor::fleet: the stage is none of the process"};
        --census_[stage_index(codes_[id])];
        ++census_[index];
        codes_[id] = code_of(index);
    }

    /// How many journeys are in this stage; none in a stage that is none of the process.
    [[nodiscard]] std::uint64_t in_stage(stage_type stage) const noexcept {
        const std::size_t index = machine_.stage_index(stage);
        return index < machine_.stages ? census_[index] : 0;
    }
    /// How many journeys are in each stage, in the order of the stages.
    [[nodiscard]] std::span<const std::uint64_t> census() const noexcept { return {census_.data(), machine_.stages}; }

    /// How it works on batches from now on.
    basic_fleet& use(threads number) noexcept {
        threads_ = number.count;
        return *this;
    }
    basic_fleet& use(batching order) noexcept {
        batching_ = order;
        return *this;
    }

    /// Something happened to one journey.
    /// @param role who made it happen, if known.
    /// @param agreed whether those who must agree have done so.
    [[nodiscard]] outcome_type apply(std::size_t id, event_type event, std::optional<role_type> role,
                                     std::same_as<bool> auto agreed) {
        return step(id, event, role, agreed);
    }
    [[nodiscard]] outcome_type apply(std::size_t id, event_type event, std::optional<role_type> role = {}) {
        return step(id, event, role, false);
    }

    /// Something happened to many, in columns: `events[i]` to the journey `ids[i]`, made to happen by `roles[i]`.
    /// @param roles of `role_type`, or optional ones.
    /// @param agreed of `bool`: whether those who must agree have done so.
    /// @throws std::invalid_argument if they are not equally long, and nothing is then applied.
    template <detail::column Ids, detail::column Events>
    tally apply(const Ids& ids, const Events& events) {
        return apply_columns(ids, events, detail::no_column{}, detail::no_column{});
    }
    template <detail::column Ids, detail::column Events, detail::column Roles>
    tally apply(const Ids& ids, const Events& events, const Roles& roles) {
        return apply_columns(ids, events, roles, detail::no_column{});
    }
    template <detail::column Ids, detail::column Events, detail::column Roles, detail::column Agreed>
    tally apply(const Ids& ids, const Events& events, const Roles& roles, const Agreed& agreed) {
        return apply_columns(ids, events, roles, agreed);
    }

    /// The same from a range of anything, by what tells the id and the event, and the role and the agreement if known.
    /// Should one of these throw, some of the events before it may not be applied. With several threads each calls
    /// them.
    template <std::ranges::input_range Happenings, class IdOf, class EventOf, class... Others>
        requires(!detail::column<IdOf> && sizeof...(Others) <= 2)
    tally apply(Happenings&& happenings, IdOf id_of, EventOf event_of, Others... others) {
        return apply_range(happenings, [&](const auto& happening) {
            return std::tuple{std::invoke(id_of, happening), std::invoke(event_of, happening),
                              std::invoke(others, happening)...};
        });
    }

    /// The same from a range of pairs or tuples: id, event, and the role and the agreement if known.
    template <std::ranges::input_range Happenings>
        requires requires(const std::ranges::range_value_t<Happenings>& each) { std::get<1>(each); }
    tally apply(Happenings&& happenings) {
        return apply_range(happenings, [](const auto& happening) -> const auto& { return happening; });
    }

    /// The fleet as bytes, of which `load` takes up every version ever written.
    [[nodiscard]] std::vector<std::uint8_t> save() const {
        return detail::fleet_bytes(detail::fingerprint(definition()), size(),
                                   [&](std::size_t id) { return stage_index(codes_[id]); });
    }

    /// Takes up a saved fleet of the same process, in place of this one.
    /// @return true, or why the bytes were refused, and where; the fleet is then as it was.
    [[nodiscard]] bytes_result load(std::span<const std::uint8_t> bytes) {
        const auto read = detail::read_fleet(bytes, detail::fingerprint(definition()), machine_.stages);
        if (read.error) return bytes_result{*read.error};
        std::vector<std::uint8_t> codes(read.stages.size());
        std::ranges::transform(read.stages, codes.begin(), [&](std::uint8_t index) { return code_of(index); });
        codes_ = std::move(codes);
        take_census();
        return {};
    }

    /// Whether both have as many journeys, in the same stages.
    friend bool operator==(const basic_fleet& a, const basic_fleet& b) noexcept {
        return std::ranges::equal(
            a.codes_, b.codes_, {}, [&](std::uint8_t code) { return a.stage_index(code); },
            [&](std::uint8_t code) { return b.stage_index(code); });
    }

protected:
    basic_fleet(Machine machine, std::size_t size) : journeys{std::move(machine)} {
        if (machine_.stages == 0)
            throw std::invalid_argument{"emptor::fleet: a process without stages: it was moved from"};
        resize(size);
    }

private:
    void require(std::size_t id) const {
        if (id >= codes_.size()) {
            throw std::invalid_argument{"emptor::fleet: id " + std::to_string(id) + " is not one of " +
                                        std::to_string(codes_.size()) + " journeys"};
        }
    }

    outcome_type step(std::size_t id, event_type event, std::optional<role_type> role, bool agreed) {
        if (id >= size()) return {definition(), std::nullopt, event, role, agreed, false};
        const std::size_t symbol = machine_.symbol(machine_.event_index(event), machine_.first(role), agreed);
        return machine_.with_steps([&](const auto& steps) -> outcome_type {
            std::uint8_t& journey = codes_[id];
            const std::size_t from = steps.stage_of(journey);
            const std::uint64_t raw = steps.raw(journey, symbol);
            const bool refused = steps.refused(raw, journey, symbol);
            journey = steps.code_after(raw);
            --census_[from];
            ++census_[steps.stage_of(journey)];
            return {definition(), machine_.stage(from), event, role, agreed, !refused};
        });
    }
};

/// Many journeys through a process that is a constant.
/// @code
/// emptor::fleet<buying> customers{1'000'000};
/// const emptor::tally done = customers.apply(ids, events);  // two columns, equally long
/// @endcode
/// @tparam Process a constant with a name, `inline constexpr` in a header.
template <const auto& Process>
class fleet : public basic_fleet<detail::machine<Process>> {
    static_assert(detail::is_process<std::remove_cvref_t<decltype(Process)>>,
                  "a fleet goes through an emptor::process that is a constant with a name; else see fleet_of");

public:
    explicit fleet(std::size_t size = 0) : basic_fleet<detail::machine<Process>>{{}, size} {}
};

/// Many journeys through a process that is made when the program runs: a `process` or a `model`, which must outlive it.
template <class Definition>
class fleet_of : public basic_fleet<detail::live_machine<Definition>> {
public:
    /// @throws std::invalid_argument if the process has more than 65535 symbols.
    explicit fleet_of(const Definition& definition, std::size_t size = 0)
        : basic_fleet<detail::live_machine<Definition>>{detail::live_machine<Definition>{definition}, size} {}
    explicit fleet_of(const Definition&&, std::size_t = 0) = delete;
};

}  // namespace emptor
