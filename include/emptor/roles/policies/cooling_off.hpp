// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Time to think, and time to answer.

#include <optional>
#include <type_traits>

#include <emptor/process/enumerator_set.hpp>
#include <emptor/roles/detail/lasted.hpp>
#include <emptor/roles/verdict.hpp>

namespace emptor {

/// Refuses until the deal has been in its stage for this long.
/// @code
/// emptor::cooling_off{14 * 24h}  // or a number, where times are bare numbers
/// @endcode
template <detail::while_length Length>
class cooling_off {
public:
    /// @throws std::invalid_argument for a length below 0.
    constexpr explicit cooling_off(Length length) : length_{detail::checked_length("emptor::cooling_off", length)} {}

    template <class Request>
        requires detail::length_between<Length, typename Request::time_type>
    [[nodiscard]] constexpr typename Request::verdict_type operator()(const Request& asked) const {
        if (detail::lasted(asked.stage_since, asked.when, length_)) return Request::agree();
        return Request::refuse({.why = cause::cooling_off, .since = asked.stage_since});
    }

private:
    Length length_;
};

namespace detail {

template <auto To, while_length Length>
class answer_time {
public:
    constexpr explicit answer_time(Length length) : length_{checked_length("emptor::answers_within", length)} {}

    template <class Request>
        requires length_between<Length, typename Request::time_type> &&
                 std::same_as<typename Request::role_type, std::remove_cv_t<decltype(To)>>
    [[nodiscard]] constexpr typename Request::verdict_type operator()(const Request&) const noexcept {
        return Request::agree();
    }
    template <class Time>
    [[nodiscard]] constexpr auto overdue(const Time& asked, const Time& now) const {
        using role_type = std::remove_cv_t<decltype(To)>;
        return lasted(asked, now, length_) ? std::optional<role_type>{To} : std::nullopt;
    }
    [[nodiscard]] static constexpr auto escalates_to() noexcept { return enumerator_set{To}; }

private:
    Length length_;
};

}  // namespace detail

/// Objects to nothing; but who has not answered a request for this long may be passed over in favour of `To`, when
/// `escalate_overdue` is called.
/// @code
/// emptor::answers_within<decision_maker>(72h)
/// @endcode
/// @throws std::invalid_argument for a length below 0.
template <auto To, detail::while_length Length>
    requires enumerated<std::remove_cv_t<decltype(To)>>
[[nodiscard]] constexpr auto answers_within(Length length) {
    return detail::answer_time<To, Length>{length};
}

}  // namespace emptor
