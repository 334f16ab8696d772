// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Who takes part in a purchase.

#include <emptor/process/label.hpp>

namespace emptor {

/// The roles of a buying centre, and the two across the table.
///
/// User, influencer, buyer, decider and gatekeeper are those of F. E. Webster and Y. Wind 1972, Organizational Buying
/// Behavior; the initiator was added by T. V. Bonoma 1982, Harvard Business Review 60(3). One person may have several.
/// An enum of your own can stand in its place.
enum class role : unsigned char {
    initiator,       ///< first asks for something to be bought
    user,            ///< will work with what is bought
    influencer,      ///< advises, or sets the requirements
    buyer,           ///< has the formal authority to choose a supplier and agree terms
    decision_maker,  ///< has the power to say yes or no
    gatekeeper,      ///< controls what reaches the others
    supplier,        ///< offers and delivers
    seller,          ///< speaks for the supplier
};

template <>
inline constexpr auto labels<role> = label_table<role>({
    {role::initiator, "initiator", "发起者"},
    {role::user, "user", "使用者"},
    {role::influencer, "influencer", "影响者"},
    {role::buyer, "buyer", "采购者"},
    {role::decision_maker, "decision maker", "决策者"},
    {role::gatekeeper, "gatekeeper", "把关者"},
    {role::supplier, "supplier", "供应商"},
    {role::seller, "seller", "销售者"},
});

}  // namespace emptor
