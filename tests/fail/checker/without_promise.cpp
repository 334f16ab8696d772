// SPDX-License-Identifier: BSL-1.0

#ifdef EMPTOR_MUST_FAIL
#error whatever
#endif
