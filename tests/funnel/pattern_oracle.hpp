// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The plain meaning of a sequence pattern: a search that tries each way and goes back where it gets stuck. Slow, and
/// obviously right.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace plain {

/// An event that meets some condition: bit k for condition k + 1.
struct met {
    std::int64_t at;
    std::uint64_t conditions;
};

/// What is found in the events of one entity.
struct found {
    bool matched{};
    std::uint64_t count{};
    std::vector<std::int64_t> times{};  ///< of the first match or the first longest beginning of one
    bool ends_first{true};              ///< no other way through the pattern ends before the first one
};

class pattern_search {
public:
    /// @param text a pattern that is right
    pattern_search(std::string_view text, std::vector<met> events) : events_{std::move(events)} { read(text); }

    /// @param first the way through the pattern that is found first counts; else one that ends first
    [[nodiscard]] found run(bool first) {
        found answer;
        std::size_t begin = 0;
        do {
            forget();
            from(0, begin, std::nullopt, true);
            if (answer.count == 0) answer.times = ends_.empty() ? longest_ : matched_;
            if (ends_.empty()) break;
            const std::size_t earliest = *std::min_element(ends_.begin(), ends_.end());
            if (ends_.front() != earliest) answer.ends_first = false;
            const std::size_t end = first ? ends_.front() : earliest;
            answer.matched = true;
            if (begin < events_.size()) ++answer.count;
            begin = end == begin ? begin + 1 : end;
        } while (begin < events_.size());
        return answer;
    }

private:
    struct condition {
        char sign;  // '<' and '>' alone, 'l' and 'g' with '='
        std::int64_t time;
    };
    struct item {
        enum { event, any, wait, time } kind;
        std::uint64_t number{};
        std::vector<condition> conditions{};
    };

    void read(std::string_view text) {
        const auto number = [&] {
            std::int64_t value = 0;
            for (; text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1)) {
                value = 10 * value + (text.front() - '0');
            }
            return value;
        };
        while (!text.empty()) {
            if (text.starts_with(".*")) {
                items_.push_back({item::wait});
                text.remove_prefix(2);
            } else if (text.starts_with(".")) {
                items_.push_back({item::any});
                text.remove_prefix(1);
            } else if (text.starts_with("(?t")) {
                text.remove_prefix(3);
                char sign = text[0];
                if (text[1] == '=') sign = sign == '<' ? 'l' : sign == '>' ? 'g' : sign;
                text.remove_prefix(text[1] == '=' ? 2 : 1);
                if (items_.empty() || items_.back().kind != item::time) items_.push_back({item::time});
                items_.back().conditions.push_back({sign, number()});
                text.remove_prefix(1);
            } else {
                text.remove_prefix(2);
                items_.push_back({item::event, static_cast<std::uint64_t>(number() - 1)});
                text.remove_prefix(1);
            }
        }
    }

    void forget() {
        ends_.clear();
        taken_.clear();
        matched_.clear();
        longest_.clear();
    }

    [[nodiscard]] static bool holds(const item& gate, std::int64_t time) {
        return std::all_of(gate.conditions.begin(), gate.conditions.end(), [&](const condition& each) {
            switch (each.sign) {
                case '<':
                    return time < each.time;
                case 'l':
                    return time <= each.time;
                case '>':
                    return time > each.time;
                case 'g':
                    return time >= each.time;
                case '=':
                    return time == each.time;
                default:
                    return time != each.time;
            }
        });
    }

    /// Tries each way from an item and a position on, the nearest event first.
    /// @param base when the event was taken from which time is measured
    /// @param start the beginning of the pattern: any event may be the first
    void from(std::size_t next, std::size_t at, std::optional<std::int64_t> base, bool start = false) {
        if (start) {
            if (at == events_.size()) return from(next, at, base);
            for (; at < events_.size(); ++at) from(next, at, events_[at].at);
            return;
        }
        if (next == items_.size()) {
            if (ends_.empty()) matched_ = taken_;
            ends_.push_back(at);
            return;
        }
        const item& here = items_[next];
        const bool over = at == events_.size();
        switch (here.kind) {
            case item::wait:
                if (over) return from(next + 1, at, base);
                for (; at < events_.size(); ++at) from(next + 1, at, base);
                return;
            case item::time:
                if (over) {
                    if (holds(here, 0)) from(next + 1, at, base);
                    return;
                }
                for (; at < events_.size(); ++at) {
                    if (holds(here, events_[at].at - *base)) from(next + 1, at, base);
                }
                return;
            case item::any:
                if (!over) from(next + 1, at + 1, events_[at].at);
                return;
            case item::event:
                if (over || (events_[at].conditions >> here.number & 1) == 0) return;
                taken_.push_back(events_[at].at);
                if (taken_.size() > longest_.size()) longest_ = taken_;
                from(next + 1, at + 1, events_[at].at);
                taken_.pop_back();
                return;
        }
    }

    std::vector<met> events_;
    std::vector<item> items_;
    std::vector<std::size_t> ends_;  // of all ways, in the order in which they are found
    std::vector<std::int64_t> taken_;
    std::vector<std::int64_t> matched_;
    std::vector<std::int64_t> longest_;
};

}  // namespace plain
