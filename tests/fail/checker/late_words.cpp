// SPDX-License-Identifier: BSL-1.0
// refused: a price is not a yes

#ifdef EMPTOR_MUST_FAIL
static_assert(false, "something else");
static_assert(false, "a price is not a yes");
#endif
