// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The attempts of a question, whichever words it has.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include <emptor/funnel/asked_by.hpp>
#include <emptor/funnel/attempt.hpp>
#include <emptor/funnel/attempt_counter.hpp>
#include <emptor/funnel/funnel.hpp>
#include <emptor/funnel/hold.hpp>
#include <emptor/funnel/marked_event.hpp>
#include <emptor/funnel/steps.hpp>
#include <emptor/funnel/timed.hpp>
#include <emptor/funnel/window.hpp>

#include "clock.hpp"
#include "options.hpp"

namespace program {

using step_names = emptor::step_sequence<std::string>;
using counted_attempts = emptor::funnel_attempts<moment, moment::duration, std::uint32_t>;

/// What a question needs to know of an event, found once for each of its texts.
struct looked_at {
    emptor::step_set steps{};  ///< that it takes
    std::uint64_t excludes{};  ///< the gaps in which it may not be
    std::uint32_t held{};      ///< the number of the value that must stay the same, if one must
    bool returns{};            ///< who has it came back

    friend bool operator==(const looked_at&, const looked_at&) = default;
};

/// The question of these rules. What is held is given with each event.
template <class... Words>
[[nodiscard]] auto question_by_rules(const step_names& steps, const matching& asked, Words... words) {
    return emptor::funnel{steps, emptor::asked_by(asked.rules, asked.lengths), emptor::timed, words...};
}

/// Counts the events of any entities, those of one in order of time, for the attempts of a question. What it is made of
/// depends on the question's words; no one who uses it needs to be compiled for each.
class attempts_counter {
public:
    attempts_counter(const step_names& steps, const funnel_options& options) {
        if (!options.matching) {
            if (options.within) {
                run(emptor::funnel{steps, emptor::within(*options.within), emptor::timed});
            } else {
                run(emptor::funnel{steps});
            }
        } else if (options.matching->hold.empty()) {
            run(question_by_rules(steps, *options.matching));
        } else {
            run(question_by_rules(steps, *options.matching, emptor::hold([](std::uint32_t held) { return held; })));
        }
    }

    void count(std::uint32_t who, moment when, const looked_at& what) { count_(who, when, what); }

    /// The attempts of all events. None may follow.
    [[nodiscard]] counted_attempts attempts() { return attempts_(); }

private:
    template <class Question>
    void run(const Question& question) {
        if constexpr (Question::holds) {
            using counter = emptor::attempt_counter<Question, std::uint32_t, moment, void, false, std::uint32_t>;
            begin<counter>(question, [](counter& all, std::uint32_t who, moment when, const looked_at& what) {
                all.count_held(who, when, what.held, emptor::marked_event{what.steps, what.excludes});
            });
        } else {
            using counter = emptor::attempt_counter<Question, std::uint32_t, moment>;
            begin<counter>(question, [](counter& all, std::uint32_t who, moment when, const looked_at& what) {
                if constexpr (Question::plain) {
                    all.count(who, when, what.steps);
                } else {
                    all.count(who, when, emptor::marked_event{what.steps, what.excludes});
                }
            });
        }
    }

    template <class Counter, class Question, class Count>
    void begin(const Question& question, Count count) {
        const auto counter = std::make_shared<Counter>(question);
        count_ = [counter, count](std::uint32_t who, moment when, const looked_at& what) {
            count(*counter, who, when, what);
        };
        attempts_ = [counter] { return std::move(*counter).attempts(); };
    }

    std::function<void(std::uint32_t, moment, const looked_at&)> count_;
    std::function<counted_attempts()> attempts_;
};

}  // namespace program
