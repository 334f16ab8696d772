// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// In and out: event logs and times from text, reports as text, JSON, CSV, SVG and HTML; processes as SVG.

#include <emptor/io/attribution.hpp>
#include <emptor/io/breakdown.hpp>
#include <emptor/io/comparison_svg.hpp>
#include <emptor/io/conformance.hpp>
#include <emptor/io/conversion_svg.hpp>
#include <emptor/io/csv.hpp>
#include <emptor/io/discovery.hpp>
#include <emptor/io/flow_html.hpp>
#include <emptor/io/flow_json.hpp>
#include <emptor/io/flow_mermaid.hpp>
#include <emptor/io/flow_svg.hpp>
#include <emptor/io/flow_text.hpp>
#include <emptor/io/flow_view.hpp>
#include <emptor/io/flow_views.hpp>
#include <emptor/io/flow_views_json.hpp>
#include <emptor/io/flow_views_text.hpp>
#include <emptor/io/funnel_views.hpp>
#include <emptor/io/handover.hpp>
#include <emptor/io/html.hpp>
#include <emptor/io/json.hpp>
#include <emptor/io/process_svg.hpp>
#include <emptor/io/report_csv.hpp>
#include <emptor/io/retention_svg.hpp>
#include <emptor/io/svg.hpp>
#include <emptor/io/text.hpp>
#include <emptor/io/time.hpp>
#include <emptor/io/trend_svg.hpp>
#include <emptor/io/views_csv.hpp>
#include <emptor/io/views_html.hpp>
#include <emptor/io/views_json.hpp>
#include <emptor/io/views_svg.hpp>
#include <emptor/io/views_text.hpp>
