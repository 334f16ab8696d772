// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Numbers with their uncertainty.

#include <emptor/stats/aggregate.hpp>
#include <emptor/stats/beta_posterior.hpp>
#include <emptor/stats/chi_squared.hpp>
#include <emptor/stats/chi_squared_test.hpp>
#include <emptor/stats/competing_risks.hpp>
#include <emptor/stats/contingency_table.hpp>
#include <emptor/stats/exact_sum.hpp>
#include <emptor/stats/fisher.hpp>
#include <emptor/stats/incomplete_beta.hpp>
#include <emptor/stats/incomplete_gamma.hpp>
#include <emptor/stats/interval.hpp>
#include <emptor/stats/linear_system.hpp>
#include <emptor/stats/log_gamma.hpp>
#include <emptor/stats/log_rank.hpp>
#include <emptor/stats/matrix.hpp>
#include <emptor/stats/moments.hpp>
#include <emptor/stats/multiplicity.hpp>
#include <emptor/stats/normal.hpp>
#include <emptor/stats/proportion.hpp>
#include <emptor/stats/quantile.hpp>
#include <emptor/stats/quantile_sketch.hpp>
#include <emptor/stats/rate_difference.hpp>
#include <emptor/stats/rate_interval.hpp>
#include <emptor/stats/student_t.hpp>
#include <emptor/stats/survival.hpp>
#include <emptor/stats/tails.hpp>
#include <emptor/stats/time_bins.hpp>
#include <emptor/stats/two_rates.hpp>
