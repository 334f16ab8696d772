// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What may happen.

#include <emptor/process/diagram.hpp>
#include <emptor/process/enumerator_set.hpp>
#include <emptor/process/enumerators.hpp>
#include <emptor/process/journey.hpp>
#include <emptor/process/label.hpp>
#include <emptor/process/models/five_stage.hpp>
#include <emptor/process/outcome.hpp>
#include <emptor/process/process.hpp>
#include <emptor/process/role.hpp>
#include <emptor/process/rule.hpp>
