// SPDX-License-Identifier: BSL-1.0

/// @file
/// One journey by Boost.MSM, its default and its lightest form, on the events of journey.bench.cpp; checked to refuse
/// as many and to end in the same stage. Where Boost is not found (Debian: libboost-dev), or
/// does not compile, it says so.

#include <cstddef>
#include <cstdint>

#include <benchmark/benchmark.h>

#include "buying.hpp"

#if __has_include(<boost/version.hpp>)
#include <boost/version.hpp>
#endif

// An older one writes its constructors in a way that g++ no longer takes in C++20; clang does.
#if defined(BOOST_VERSION) && __has_include(<boost/msm/back/state_machine.hpp>) && \
    (BOOST_VERSION >= 108100 || defined(__clang__))

#include <boost/msm/back/metafunctions.hpp>
#include <boost/msm/back/state_machine.hpp>
#include <boost/msm/front/functor_row.hpp>
#include <boost/msm/front/state_machine_def.hpp>

namespace {

namespace msm = boost::msm;
namespace mpl = boost::mpl;
using buying_bench::answer;
using buying_bench::one_log;

template <buying_bench::event>
struct happened {};

template <buying_bench::stage>
struct in : msm::front::state<> {};

template <buying_bench::stage From, buying_bench::event Event, buying_bench::stage To>
using row = msm::front::Row<in<From>, happened<Event>, in<To>>;

struct light {
    using no_exception_thrown = int;
    using no_message_queue = int;
};
struct full {};

template <class Extras>
struct definition : msm::front::state_machine_def<definition<Extras>>, Extras {
    using initial_state = in<buying_bench::need>;
    std::uint64_t refused = 0;

    struct transition_table
        : mpl::vector<row<buying_bench::need, buying_bench::search_begun, buying_bench::search>,
                      row<buying_bench::need, buying_bench::abandoned, buying_bench::lost>,
                      row<buying_bench::search, buying_bench::shortlisted, buying_bench::evaluation>,
                      row<buying_bench::search, buying_bench::rejected, buying_bench::need>,
                      row<buying_bench::search, buying_bench::abandoned, buying_bench::lost>,
                      row<buying_bench::evaluation, buying_bench::chosen, buying_bench::purchase>,
                      row<buying_bench::evaluation, buying_bench::rejected, buying_bench::search>,
                      row<buying_bench::evaluation, buying_bench::abandoned, buying_bench::lost>,
                      row<buying_bench::purchase, buying_bench::delivered, buying_bench::post>,
                      row<buying_bench::purchase, buying_bench::rejected, buying_bench::evaluation>,
                      row<buying_bench::post, buying_bench::need_arose, buying_bench::need>,
                      row<buying_bench::post, buying_bench::chosen, buying_bench::purchase>,
                      row<buying_bench::lost, buying_bench::reactivated, buying_bench::need>> {};

    template <class Machine, class Event>
    void no_transition(const Event&, Machine&, int) {
        ++refused;
    }
};

template <class Machine>
void dispatch(Machine& machine, buying_bench::event e) {
    using enum buying_bench::event;
    switch (e) {
        case search_begun:
            machine.process_event(happened<search_begun>{});
            return;
        case shortlisted:
            machine.process_event(happened<shortlisted>{});
            return;
        case chosen:
            machine.process_event(happened<chosen>{});
            return;
        case rejected:
            machine.process_event(happened<rejected>{});
            return;
        case delivered:
            machine.process_event(happened<delivered>{});
            return;
        case need_arose:
            machine.process_event(happened<need_arose>{});
            return;
        case abandoned:
            machine.process_event(happened<abandoned>{});
            return;
        case reactivated:
            machine.process_event(happened<reactivated>{});
            return;
    }
}

template <class Extras>
answer run_msm() {
    using machine_type = msm::back::state_machine<definition<Extras>>;
    machine_type machine;
    machine.start();
    for (const auto e : one_log()) dispatch(machine, e);
    answer a;
    a.refused = machine.refused;
    const int now = machine.current_state()[0];
    const auto look = [&]<buying_bench::stage S>() {
        // MSM numbers the states in an order of its own
        if (msm::back::get_state_id<typename machine_type::stt, in<S>>::value == now) {
            a.stage = static_cast<std::uint8_t>(S);
        }
    };
    using enum buying_bench::stage;
    look.template operator()<need>();
    look.template operator()<search>();
    look.template operator()<evaluation>();
    look.template operator()<purchase>();
    look.template operator()<post>();
    look.template operator()<lost>();
    return a;
}

answer by_hand() {
    answer a;
    std::size_t now = 0;
    for (const auto e : one_log()) {
        const std::uint8_t next = buying_bench::hand_table[static_cast<std::size_t>(e)][now];
        a.refused += next >> 7;
        now = next & 0x7FU;
    }
    a.stage = static_cast<std::uint8_t>(now);
    return a;
}

template <class Extras>
void one_by_msm(benchmark::State& state) {
    if (run_msm<Extras>() != by_hand()) {
        state.SkipWithError("another answer");
        return;
    }
    for (auto _ : state) benchmark::DoNotOptimize(run_msm<Extras>());
    state.counters["ns_an_event"] =
        benchmark::Counter(static_cast<double>(one_log().size()) / 1e9,
                           benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

BENCHMARK(one_by_msm<light>)->Unit(benchmark::kMillisecond);
BENCHMARK(one_by_msm<full>)->Unit(benchmark::kMillisecond);

}  // namespace

#else

namespace {

void one_by_msm(benchmark::State& state) {
    state.SkipWithError("Boost.MSM is not installed (Debian: libboost-dev), or too old for this compiler");
}
BENCHMARK(one_by_msm);

}  // namespace

#endif
