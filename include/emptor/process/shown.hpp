// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How much a drawing of a process tells.

namespace emptor {

/// What a drawing shows beside stages: what may happen in them, or also what each is for.
enum class shown_detail { rules, briefs };

}  // namespace emptor
