// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The most frequent of more paths than one wants to keep.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace emptor::detail {

/// Space-Saving (A. Metwally, D. Agrawal and A. El Abbadi 2005, Proc. ICDT, 398-412): a path that is not listed takes
/// the place of the one with the least count, and begins at that count. Merged as P. K. Agarwal, G. Cormode, Z. Huang,
/// J. M. Phillips, Z. Wei and K. Yi do (2012, Proc. PODS, 23-34): what exceeds the places is subtracted from all, and
/// added to what the unlisted may have.
///
/// @invariant with n counted, k places and `unlisted()` = u: k u + the sum over the listed of (`at_most` - u) is n or
///            less, so u <= n / k; and for each listed `at_least` <= truth <= `at_most` <= `at_least` + u
class path_summary {
public:
    using path_type = std::u32string;

    struct place {
        path_type path;
        std::uint64_t at_least{};
        std::uint64_t at_most{};

        friend bool operator==(const place&, const place&) = default;
    };

    /// @pre `places` is not 0
    explicit path_summary(std::size_t places) : places_{places} {}

    [[nodiscard]] std::size_t places() const noexcept { return places_; }
    [[nodiscard]] std::uint64_t counted() const noexcept { return counted_; }
    /// What a path that is not listed may have been counted at the most.
    [[nodiscard]] std::uint64_t unlisted() const noexcept { return unlisted_; }
    /// In no order.
    [[nodiscard]] const std::vector<place>& listed() const noexcept { return listed_; }

    [[nodiscard]] const place* find(const path_type& path) const {
        const auto found = index_.find(path);
        return found == index_.end() ? nullptr : &listed_[found->second];
    }

    void count(path_type path, std::uint64_t times) {
        if (times == 0) return;
        if (const auto found = index_.find(path); found != index_.end()) {
            place& known = listed_[found->second];
            auto node = by_count_.extract({known.at_most, found->second});
            known.at_least += times;
            known.at_most += times;
            node.value().first = known.at_most;
            by_count_.insert(std::move(node));
        } else if (listed_.size() < places_) {
            put({.path = std::move(path), .at_least = times, .at_most = unlisted_ + times});
        } else {
            const auto [least, number] = *by_count_.begin();
            index_.emplace(path, number);  // the only one that may throw
            index_.erase(listed_[number].path);
            unlisted_ = least;
            listed_[number] = {.path = std::move(path), .at_least = times, .at_most = least + times};
            auto node = by_count_.extract(by_count_.begin());
            node.value().first = least + times;
            by_count_.insert(std::move(node));
        }
        counted_ += times;
    }

    /// Adds other paths; as many places are kept as there are here.
    /// @param here gives a path of theirs in the states' numbers here.
    /// @pre the other has as many places
    template <class Here>
    void add(const path_summary& other, Here here) {
        // What each has above the unlisted adds up; what is unlisted on both sides is on top of all.
        std::vector<place> all;
        std::unordered_map<path_type, std::size_t> known;
        const auto gather = [&](path_type path, const place& from, std::uint64_t unlisted) {
            const auto [found, is_new] = known.try_emplace(std::move(path), all.size());
            if (is_new) all.push_back({.path = found->first});
            all[found->second].at_least += from.at_least;
            all[found->second].at_most += from.at_most - unlisted;
        };
        for (const place& each : listed_) gather(each.path, each, unlisted_);
        for (const place& each : other.listed_) gather(here(each.path), each, other.unlisted_);
        std::sort(all.begin(), all.end(), [](const place& a, const place& b) {
            if (a.at_most != b.at_most) return a.at_most > b.at_most;
            return a.at_least != b.at_least ? a.at_least > b.at_least : a.path < b.path;
        });
        path_summary sum{places_};
        const std::uint64_t both = unlisted_ + other.unlisted_;
        sum.unlisted_ = both + (all.size() > places_ ? all[places_].at_most : 0);
        all.resize(std::min(all.size(), places_));
        for (place& each : all) {
            each.at_most += both;
            sum.put(std::move(each));
        }
        sum.counted_ = counted_ + other.counted_;
        *this = std::move(sum);
    }

private:
    void put(place each) {
        const auto number = static_cast<std::uint32_t>(listed_.size());
        listed_.push_back(std::move(each));
        index_.emplace(listed_.back().path, number);
        by_count_.emplace(listed_.back().at_most, number);
    }

    std::size_t places_;
    std::uint64_t counted_{};
    std::uint64_t unlisted_{};
    std::vector<place> listed_;
    std::unordered_map<path_type, std::uint32_t> index_;
    std::set<std::pair<std::uint64_t, std::uint32_t>> by_count_;  // `at_most` and the number of the place
};

}  // namespace emptor::detail
