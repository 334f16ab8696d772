// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The words a process is written in, where they are names read when the program runs.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <emptor/process/detail/growing_agreement_table.hpp>
#include <emptor/process/detail/interned.hpp>
#include <emptor/process/detail/vocabulary.hpp>
#include <emptor/process/id_set.hpp>

namespace emptor {

/// The ids of a model: counted from 0, each kind by itself.
enum class model_stage : std::uint8_t {};
enum class model_event : std::uint16_t {};  ///< see model_stage
enum class model_role : std::uint8_t {};    ///< see model_stage

namespace detail {

/// Finds a text by a view of it.
struct text_hash {
    using is_transparent = void;

    [[nodiscard]] std::size_t operator()(std::string_view text) const noexcept {
        return std::hash<std::string_view>{}(text);
    }
};

/// The names of one kind of id, each with a label that may be empty.
template <class Id>
class names {
public:
    /// The id of this name, which is a new one where the name is.
    /// @return nothing where there would be more than `at_most` names.
    std::optional<Id> add(std::string_view name, std::size_t at_most) {
        if (const auto known = find(name)) return known;
        if (ids_.size() == at_most) return std::nullopt;
        places_.emplace(name, ids_.size());
        ids_.push_back(static_cast<Id>(ids_.size()));
        names_.emplace_back(name);
        labels_.emplace_back();
        return ids_.back();
    }

    [[nodiscard]] std::optional<Id> find(std::string_view name) const {
        const auto found = places_.find(name);
        return found == places_.end() ? std::nullopt : std::optional{ids_[found->second]};
    }

    /// What is called as it is named has no label.
    void set_label(Id id, std::string_view label) {
        const auto place = static_cast<std::size_t>(id);
        labels_[place] = label == names_[place] ? std::string_view{} : label;
    }

    [[nodiscard]] const std::vector<Id>& ids() const noexcept { return ids_; }
    [[nodiscard]] std::size_t size() const noexcept { return ids_.size(); }
    [[nodiscard]] std::size_t index(Id id) const noexcept {
        const auto index = static_cast<std::size_t>(id);
        return index < size() ? index : size();
    }
    [[nodiscard]] std::string_view name(Id id) const noexcept {
        return index(id) < size() ? std::string_view{names_[index(id)]} : std::string_view{};
    }
    [[nodiscard]] std::string_view label(Id id) const noexcept {
        return index(id) < size() ? std::string_view{labels_[index(id)]} : std::string_view{};
    }

    friend bool operator==(const names& a, const names& b) noexcept {
        return a.names_ == b.names_ && a.labels_ == b.labels_;
    }

private:
    std::vector<Id> ids_;
    std::vector<std::string> names_;
    std::vector<std::string> labels_;
    std::unordered_map<std::string, std::size_t, text_hash, std::equal_to<>> places_;
};

/// The hash of a cell, of whatever it is made: what differs in other members only is told apart by `==`.
struct cell_hash {
    template <class RoleSet>
    [[nodiscard]] std::size_t operator()(const cell<RoleSet>& each) const noexcept {
        std::size_t hash = each.target;
        for (const auto role : each.may) hash = hash * 31 + static_cast<std::size_t>(role) + 1;
        for (const auto role : each.must_agree) hash = hash * 37 + static_cast<std::size_t>(role) + 1;
        return hash;
    }
};

/// Stages, events and roles that are names.
struct named_vocabulary {
    using stage_type = model_stage;
    using event_type = model_event;
    using role_type = model_role;
    using stage_set = id_set<model_stage>;
    using event_set = id_set<model_event>;
    using role_set = id_set<model_role>;
    using path_type = std::vector<model_event>;

    names<model_stage> stages;
    names<model_event> events;
    names<model_role> roles;

    [[nodiscard]] std::size_t stage_count() const noexcept { return stages.size(); }
    [[nodiscard]] std::size_t event_count() const noexcept { return events.size(); }
    [[nodiscard]] static model_stage stage(std::size_t index) noexcept { return static_cast<model_stage>(index); }
    [[nodiscard]] static model_event event(std::size_t index) noexcept { return static_cast<model_event>(index); }
    [[nodiscard]] std::size_t index(model_stage id) const noexcept { return stages.index(id); }
    [[nodiscard]] std::size_t index(model_event id) const noexcept { return events.index(id); }
    [[nodiscard]] std::size_t index(model_role id) const noexcept { return roles.index(id); }
    [[nodiscard]] bool knows_role(model_role id) const noexcept { return roles.index(id) < roles.size(); }
    [[nodiscard]] std::string_view name(model_stage id) const noexcept { return stages.name(id); }
    [[nodiscard]] std::string_view name(model_event id) const noexcept { return events.name(id); }
    [[nodiscard]] std::string_view name(model_role id) const noexcept { return roles.name(id); }

    friend bool operator==(const named_vocabulary&, const named_vocabulary&) noexcept = default;

    struct table {
        using cell_type = cell<role_set>;

        explicit table(const named_vocabulary& words)
            : cells{words.stage_count() * words.event_count(), cell_type{}}, weights{cells.size(), 1.0} {}

        void put(std::size_t place, const cell_type& rule, double weight) {
            cells.set(place, rule);
            weights.set(place, weight);
        }

        friend bool operator==(const table&, const table&) noexcept = default;

        interned<cell_type, cell_hash> cells;
        interned<double> weights;
        growing_agreement_table<model_stage, role_set> agreements{};
    };
};

}  // namespace detail
}  // namespace emptor
