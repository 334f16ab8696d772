// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How a member comes from what matters to it to what it prefers.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include <emptor/roles/alternatives.hpp>
#include <emptor/roles/detail/written.hpp>
#include <emptor/roles/preferences.hpp>

namespace emptor {

namespace detail {

inline void require_one_a_criterion(const char* function, const char* what, const alternatives& options,
                                    std::span<const double> numbers, bool signed_numbers) {
    std::string text = function;
    if (options.size() == 0) {
        throw std::invalid_argument{text.append(": no options; there must be 1 or more")};
    }
    if (numbers.size() != options.criteria().size()) {
        throw std::invalid_argument{text.append(": ").append(std::to_string(numbers.size())).append(" ").append(what) +
                                    "s; one is needed for each of " + std::to_string(options.criteria().size()) +
                                    " criteria"};
    }
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (is_finite(numbers[i]) && (signed_numbers || numbers[i] >= 0)) continue;
        throw std::invalid_argument{text.append(": the ").append(what).append(" of ") + options.criteria()[i].name +
                                    " is " + written(numbers[i]) +
                                    (signed_numbers ? "; it must be a finite number" : "; it must be 0 or more")};
    }
}

}  // namespace detail

/// The weighted score of each option, in [0, 1]: the mean over criteria, by their weights, of how far its value lies
/// from the worst of all options, 0, to the best, 1 (R. L. Keeney and H. Raiffa 1976, Decisions with Multiple
/// Objectives, chapter 3). A criterion in which all options are alike counts 1 for each.
/// @param weights how much each criterion matters, 0 or more; only their ratios matter.
/// @throws std::invalid_argument if there is no option, not one weight a criterion, or all weights are 0.
[[nodiscard]] inline std::vector<double> weighted_scores(const alternatives& options, std::span<const double> weights) {
    detail::require_one_a_criterion("emptor::weighted_scores", "weight", options, weights, false);
    const double all = std::accumulate(weights.begin(), weights.end(), 0.0);
    if (!(all > 0 && detail::is_finite(all))) {
        throw std::invalid_argument{"emptor::weighted_scores: the weights add up to " + detail::written(all) +
                                    "; one at least must be more than 0, and their sum finite"};
    }
    std::vector<double> scores(options.size(), 0);
    for (std::size_t c = 0; c < weights.size(); ++c) {
        double low = options.values(0)[c];
        double high = low;
        for (std::size_t i = 0; i < options.size(); ++i) {
            low = std::min(low, options.values(i)[c]);
            high = std::max(high, options.values(i)[c]);
        }
        for (std::size_t i = 0; i < options.size(); ++i) {
            // Halves, since the distance of two finite numbers may not be one.
            const double up = low == high ? 1 : (options.values(i)[c] / 2 - low / 2) / (high / 2 - low / 2);
            const double worth = low == high || options.criteria()[c].direction == better::more ? up : 1 - up;
            scores[i] += weights[c] / all * worth;
        }
    }
    return scores;
}

/// The chances of a member that chooses in proportion to the weighted scores: P(a) = v(a) / sum over b of v(b) (R. D.
/// Luce 1959, Individual Choice Behavior).
/// @throws std::invalid_argument as `weighted_scores` does.
[[nodiscard]] inline std::vector<double> chances_by_score(const alternatives& options,
                                                          std::span<const double> weights) {
    std::vector<double> chances = weighted_scores(options, weights);
    const double all = std::accumulate(chances.begin(), chances.end(), 0.0);
    for (double& chance : chances) chance /= all;
    return chances;
}

/// The ranking of a member by weighted scores, the best first; of equal scores the option first listed.
/// @throws std::invalid_argument as `weighted_scores` does.
[[nodiscard]] inline order_of_options ranking_by_score(const alternatives& options, std::span<const double> weights) {
    const std::vector<double> scores = weighted_scores(options, weights);
    order_of_options order(scores.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
        return scores[left] != scores[right] ? scores[left] > scores[right] : left < right;
    });
    return order;
}

/// The chances of a member whose utility is the sum of coefficients times values, with a random part: the multinomial
/// logit P(a) = exp(u(a)) / sum over b of exp(u(b)) (D. McFadden 1974). Coefficients carry their sign, whatever is said
/// to be better: below 0 for a price.
/// @throws std::invalid_argument if there is no option, or not one finite coefficient a criterion, or a utility is
///         beyond the range of double.
[[nodiscard]] inline std::vector<double> chances_by_logit(const alternatives& options,
                                                          std::span<const double> coefficients) {
    detail::require_one_a_criterion("emptor::chances_by_logit", "coefficient", options, coefficients, true);
    std::vector<double> utilities(options.size(), 0);
    for (std::size_t i = 0; i < options.size(); ++i) {
        for (std::size_t c = 0; c < coefficients.size(); ++c) utilities[i] += coefficients[c] * options.values(i)[c];
        if (detail::is_finite(utilities[i])) continue;
        throw std::invalid_argument{"emptor::chances_by_logit: the utility of \"" + options.name(i) + "\" is " +
                                    detail::written(utilities[i]) + "; it must be finite"};
    }
    const double best = *std::max_element(utilities.begin(), utilities.end());
    double all = 0;
    for (double& utility : utilities) all += utility = std::exp(utility - best);
    for (double& chance : utilities) chance /= all;
    return utilities;
}

}  // namespace emptor
