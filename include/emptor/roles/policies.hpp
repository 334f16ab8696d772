// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// The policies that come with the library.

#include <emptor/roles/policies/about.hpp>
#include <emptor/roles/policies/always.hpp>
#include <emptor/roles/policies/approves_up_to.hpp>
#include <emptor/roles/policies/cooling_off.hpp>
#include <emptor/roles/policies/delegates_to.hpp>
#include <emptor/roles/policies/needs_quotes.hpp>
#include <emptor/roles/policies/vetoes.hpp>
#include <emptor/roles/policies/within_budget.hpp>
