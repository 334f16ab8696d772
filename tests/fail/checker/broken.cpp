// SPDX-License-Identifier: BSL-1.0
// refused: a price is not a yes

static_assert(false, "a price is not a yes");
