// SPDX-License-Identifier: BSL-1.0
// refused: a price is not a yes

template <class T>
constexpr bool is_yes = false;

#ifdef EMPTOR_MUST_FAIL
static_assert(is_yes<double>, "a price is not a yes");
#endif
