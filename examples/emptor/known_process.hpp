// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process by its name or from a file, with what people call its stages, events and roles.

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/process/alias.hpp>
#include <emptor/process/in_names.hpp>
#include <emptor/process/label.hpp>
#include <emptor/process/model.hpp>
#include <emptor/process/models.hpp>
#include <emptor/process/parse_rules.hpp>

#include "failure.hpp"
#include "words.hpp"

namespace program {

/// What stages, events or roles are called: a name, else a label, else another word; of several the first.
template <class Id>
using words_for = std::map<std::string, Id, std::less<>>;

template <class Id>
[[nodiscard]] std::optional<Id> called(const words_for<Id>& words, std::string_view text) {
    const auto found = words.find(text);
    return found == words.end() ? std::nullopt : std::optional{found->second};
}

/// Those of enumerators.
/// @param ids of a model, in the same order.
template <class E, class Id>
[[nodiscard]] words_for<Id> words_of(const std::vector<Id>& ids) {
    words_for<Id> words;
    const auto id = [&](E each) { return ids[static_cast<std::size_t>(each)]; };
    for (const E each : emptor::enumerators<E>) words.try_emplace(std::string{emptor::name(each)}, id(each));
    for (const auto in : {emptor::language::english, emptor::language::chinese}) {
        for (const E each : emptor::enumerators<E>) words.try_emplace(std::string{emptor::label(each, in)}, id(each));
    }
    for (const auto& row : emptor::aliases<E>) words.try_emplace(std::string{row.text}, id(row.enumerator));
    return words;
}

/// Those of a model, whose ids have one label at most.
template <class Id>
[[nodiscard]] words_for<Id> words_of(const emptor::model& process, const std::vector<Id>& ids) {
    words_for<Id> words;
    for (const Id each : ids) words.try_emplace(std::string{process.name(each)}, each);
    for (const Id each : ids) words.try_emplace(std::string{process.label(each)}, each);
    return words;
}

struct known_process {
    std::string shown;  ///< as messages call it
    emptor::model model;
    words_for<emptor::model_stage> stages;
    words_for<emptor::model_event> events;
    words_for<emptor::model_role> roles;
};

/// The names of these ids.
template <class Id>
[[nodiscard]] std::vector<std::string> names_of(const emptor::model& process, const std::vector<Id>& ids) {
    std::vector<std::string> names;
    for (const Id each : ids) names.emplace_back(process.name(each));
    return names;
}

[[nodiscard]] inline std::vector<std::string_view> model_names() {
    std::vector<std::string_view> names;
    emptor::for_each_model([&](std::string_view name, const auto&, const auto&) { names.push_back(name); });
    return names;
}

[[nodiscard]] inline std::string shown_file(const std::string& file) {
    return file == "-" ? "standard input" : in_quotes(file);
}

/// A process from a Mermaid file, or from standard input where the name is "-".
[[nodiscard]] inline emptor::model read_model(const std::string& file) {
    const std::string shown = shown_file(file);
    std::ifstream opened;
    if (file != "-") {
        if (std::filesystem::is_directory(file)) throw bad_data(shown + " is a directory");
        opened.open(file, std::ios::binary);
        if (!opened) throw bad_data("cannot open " + shown);
    }
    std::istream& from = file == "-" ? std::cin : opened;
    const std::string text{std::istreambuf_iterator<char>{from}, std::istreambuf_iterator<char>{}};
    if (from.bad()) throw bad_data("cannot read " + shown);
    if (text.empty()) throw bad_data(shown + " is empty; a Mermaid state diagram begins with stateDiagram-v2");
    try {
        return emptor::model{emptor::parse_rules(text)};
    } catch (const std::invalid_argument& error) {
        throw bad_data(shown + ": " + reason_of(error));
    }
}

/// The same, unless the name is that of no file.
/// @param subject how messages call what the name was given for: "the process", "--process".
/// @throws failure where it is neither a file nor, as the caller knows, a ready-made process.
[[nodiscard]] inline emptor::model model_in_file(const std::string& subject, const std::string& name) {
    const bool is_file = name == "-" || name.ends_with(".mmd") || name.find('/') != std::string::npos;
    if (is_file) return read_model(name);
    const auto names = model_names();
    const std::string near = hint(name, names);
    throw bad_usage(subject + " is " + in_quotes(name) + near + (near.empty() ? "; it" : " It") + " must be " +
                    listed(names, ", ") + ", or a file that ends with .mmd");
}

/// The ready-made process of that name, or the one in that file.
[[nodiscard]] inline known_process process_called(const std::string& subject, const std::string& name) {
    std::optional<known_process> found;
    emptor::for_each_model([&]<class Process>(std::string_view each, const Process& process, const auto&) {
        if (each != name) return;
        emptor::model made{emptor::in_names(process)};
        auto stages = words_of<typename Process::stage_type>(made.stages());
        auto events = words_of<typename Process::event_type>(made.events());
        auto roles = words_of<typename Process::role_type>(made.roles());
        found = known_process{name, std::move(made), std::move(stages), std::move(events), std::move(roles)};
    });
    if (found) return *std::move(found);
    emptor::model read = model_in_file(subject, name);
    auto stages = words_of(read, read.stages());
    auto events = words_of(read, read.events());
    auto roles = words_of(read, read.roles());
    return {shown_file(name), std::move(read), std::move(stages), std::move(events), std::move(roles)};
}

}  // namespace program
