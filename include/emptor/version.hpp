// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The version of the library (semantic versioning 2.0.0). It stands here and nowhere else: the build reads it.

#define EMPTOR_VERSION_MAJOR 0
#define EMPTOR_VERSION_MINOR 1
#define EMPTOR_VERSION_PATCH 0
