// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// A process as a drawing and as a table, in each of the languages for that.

#include <emptor/process/describe.hpp>
#include <emptor/process/dot.hpp>
#include <emptor/process/mermaid.hpp>
#include <emptor/process/plantuml.hpp>
