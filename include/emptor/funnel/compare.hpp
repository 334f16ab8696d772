// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Whether groups differ in a step of a funnel, by how much, and how sure that is.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ranges>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <emptor/funnel/detail/plain_numbers.hpp>
#include <emptor/stats/beta_posterior.hpp>
#include <emptor/stats/chi_squared_test.hpp>
#include <emptor/stats/contingency_table.hpp>
#include <emptor/stats/detail/demand.hpp>
#include <emptor/stats/fisher.hpp>
#include <emptor/stats/multiplicity.hpp>
#include <emptor/stats/proportion.hpp>
#include <emptor/stats/rate_difference.hpp>
#include <emptor/stats/two_rates.hpp>

namespace emptor {

/// A group and how many of its chances it took.
struct group_rate {
    std::string name;
    proportion rate{};

    friend bool operator==(const group_rate&, const group_rate&) = default;
};

/// Which groups are compared with which: one of the words `each_pair`, `against(name)` and `against_the_rest`.
struct compared_with {
    enum class kind : std::uint8_t { each_pair, one, rest };

    kind which{kind::each_pair};
    std::string baseline{};  ///< the name of the one
};

inline namespace question_words {

/// Each group with each one that stands before it.
[[nodiscard]] inline compared_with each_pair() { return {compared_with::kind::each_pair, {}}; }

/// Each group with the one of this name, as the variants of an experiment with what there was.
[[nodiscard]] inline compared_with against(std::string name) { return {compared_with::kind::one, std::move(name)}; }

/// Each group with all others together, as segments of which one may stand out.
[[nodiscard]] inline compared_with against_the_rest() { return {compared_with::kind::rest, {}}; }

}  // namespace question_words

/// One group against another.
class rate_contrast {
public:
    rate_contrast(std::string what, group_rate group, group_rate baseline, double confidence)
        : what_{std::move(what)},
          group_{std::move(group)},
          baseline_{std::move(baseline)},
          apart_{rate_difference(group_.rate, baseline_.rate, confidence)},
          confidence_{confidence} {
        if (group_.rate.chances() == 0 || baseline_.rate.chances() == 0) return;
        z_ = two_rates_test(group_.rate, baseline_.rate);
        const proportion both[]{group_.rate, baseline_.rate};
        const std::vector<double> expected = expected_counts(contingency_table{both});
        if (*std::min_element(expected.begin(), expected.end()) < 5) {
            fisher_p_ = fisher_exact(group_.rate, baseline_.rate, confidence).p;
        }
    }

    [[nodiscard]] const group_rate& group() const noexcept { return group_; }
    [[nodiscard]] const group_rate& baseline() const noexcept { return baseline_; }

    /// The group's rate less the baseline's, with Newcombe's interval; absent where either had no chance.
    [[nodiscard]] const difference& apart() const noexcept { return apart_; }

    /// The two-proportion z test (`two_rates_test`).
    [[nodiscard]] const std::optional<z_test>& z() const noexcept { return z_; }
    /// The p of Fisher's exact test, where less than 5 is expected in a cell: there the z test is not to be trusted.
    [[nodiscard]] std::optional<double> fisher_p() const noexcept { return fisher_p_; }
    /// The p to go by: Fisher's where it is there, else that of the z test.
    [[nodiscard]] std::optional<double> p() const noexcept {
        if (fisher_p_) return fisher_p_;
        return z_ ? std::optional{z_->p} : std::nullopt;
    }

    /// p adjusted for all contrasts of its comparison: the chance of any false alarm among them stays below the
    /// significance (`holm`), or the share of false ones among the alarms (`benjamini_hochberg`).
    [[nodiscard]] std::optional<double> holm_p() const noexcept { return holm_p_; }
    [[nodiscard]] std::optional<double> benjamini_hochberg_p() const noexcept { return benjamini_hochberg_p_; }
    /// How many contrasts p was adjusted for.
    [[nodiscard]] std::size_t tests() const noexcept { return tests_; }

    /// The probability that the group's rate is the higher one, if all rates were equally likely before
    /// (`chance_above`).
    [[nodiscard]] double chance_higher() const {
        return chance_above(beta_posterior{group_.rate}, beta_posterior{baseline_.rate});
    }

    /// The probability that the z test of groups of these sizes (of unequal ones, their harmonic mean) sees a change of
    /// the baseline's rate to this one; absent where either had no chance.
    /// @throws std::invalid_argument as `power_of_test`.
    [[nodiscard]] std::optional<double> power_to_see(double changed, double significance = 0.05) const {
        if (!apart_.value) return std::nullopt;
        return power_of_test(size(), *baseline_.rate.rate(), changed, significance);
    }

    /// The smallest rise of the baseline's rate that this comparison sees with the given power: if there is one, but a
    /// smaller one, it may well go unseen. Absent where either had no chance, or no rise is seen so often.
    /// @throws std::invalid_argument unless the power is from half the significance to 1, 1 excluded, and the
    ///         significance in (0, 1).
    [[nodiscard]] std::optional<double> smallest_rise_seen(double power = 0.8, double significance = 0.05) const {
        detail::demand_open_probability("smallest_rise_seen", "significance", significance);
        detail::demand(power >= significance / 2 && power < 1, "smallest_rise_seen", "power", power,
                       "from half the significance to 1, 1 excluded");
        if (!apart_.value) return std::nullopt;
        const double rate = *baseline_.rate.rate();
        const auto seen = [&](double changed) { return power_of_test(size(), rate, changed, significance) >= power; };
        if (rate == 1 || !seen(1)) return std::nullopt;
        double low = rate;
        double high = 1;
        for (double middle = rate + (1 - rate) / 2; low < middle && middle < high; middle = low + (high - low) / 2) {
            (seen(middle) ? high : low) = middle;
        }
        return high - rate;
    }

    /// What was compared, what came out, and how sure it is, in a sentence.
    [[nodiscard]] std::string sentence() const {
        using detail::in_per_cent, detail::share_in_words, detail::p_in_words, detail::with_decimals;
        std::string text = what_ + ": " + share_in_words(group_.name, group_.rate) + " against " +
                           share_in_words(baseline_.name, baseline_.rate);
        if (!apart_.value) return text + "; nothing to compare without a chance";
        text.append(", ").append(with_decimals(std::abs(*apart_.value) * 100, 1)).append(" points ");
        text.append(*apart_.value < 0 ? "less" : "more");
        text.append(" (").append(in_per_cent(confidence_)).append(" interval ");
        text.append(with_decimals(apart_.plausible.low * 100, 1)).append(" to ");
        text.append(with_decimals(apart_.plausible.high * 100, 1)).append(")");
        if (fisher_p_) {
            text.append("; Fisher's exact test, ").append(p_in_words(*fisher_p_));
        } else if (z_) {
            text.append("; z = ").append(with_decimals(z_->z, 2)).append(", ").append(p_in_words(z_->p));
        }
        if (tests_ > 1 && holm_p_) {
            text.append(" (").append(p_in_words(*holm_p_)).append(" by Holm, ");
            text.append(p_in_words(*benjamini_hochberg_p_)).append(" by Benjamini and Hochberg, of ");
            text.append(std::to_string(tests_)).append(" tests)");
        }
        return text;
    }

private:
    friend class rate_comparison;

    [[nodiscard]] double size() const noexcept {
        const auto n = static_cast<double>(group_.rate.chances());
        const auto m = static_cast<double>(baseline_.rate.chances());
        return 2 / (1 / n + 1 / m);
    }

    std::string what_;
    group_rate group_;
    group_rate baseline_;
    difference apart_;
    std::optional<z_test> z_;
    std::optional<double> fisher_p_;
    std::optional<double> holm_p_;
    std::optional<double> benjamini_hochberg_p_;
    std::size_t tests_{1};
    double confidence_;
};

class rate_comparison;
inline void adjust_together(std::span<rate_comparison> comparisons);

/// Two or more groups and the same rate of each: made by `compare_rates` and `compare_steps`.
class rate_comparison {
public:
    /// @throws std::invalid_argument for fewer than two groups, two of one name, a baseline that is none of them, or a
    ///         confidence that is not in (0, 1).
    rate_comparison(std::string what, std::vector<group_rate> groups, const compared_with& with, double confidence)
        : what_{std::move(what)}, groups_{std::move(groups)}, confidence_{confidence} {
        detail::demand_confidence("compare_rates", confidence);
        require_groups();
        const std::vector<proportion> all = rates();
        chi_squared_ = chi_squared_test(contingency_table{all});
        g_ = g_test(contingency_table{all});
        const auto contrast = [&](const group_rate& group, const group_rate& baseline) {
            contrasts_.push_back({what_, group, baseline, confidence});
        };
        if (with.which == compared_with::kind::each_pair) {
            for (std::size_t i = 0; i < groups_.size(); ++i) {
                for (std::size_t j = 0; j < i; ++j) contrast(groups_[i], groups_[j]);
            }
        } else if (with.which == compared_with::kind::one) {
            const std::size_t baseline = place_of(with.baseline);
            for (std::size_t i = 0; i < groups_.size(); ++i) {
                if (i != baseline) contrast(groups_[i], groups_[baseline]);
            }
        } else {
            for (std::size_t i = 0; i < groups_.size(); ++i) {
                group_rate rest{.name = "the rest", .rate = {}};
                for (std::size_t j = 0; j < groups_.size(); ++j) {
                    if (j != i) rest.rate += groups_[j].rate;
                }
                contrast(groups_[i], rest);
            }
        }
        adjust_together({this, 1});
    }

    /// Adjusts p for the contrasts of all these comparisons, such as the same one in each segment: the more one looks
    /// at, the more differs by chance.
    friend void adjust_together(std::span<rate_comparison> comparisons) {
        std::vector<rate_contrast*> all;
        for (rate_comparison& comparison : comparisons) {
            for (rate_contrast& each : comparison.contrasts_) all.push_back(&each);
        }
        adjust(all);
    }

    /// What was compared: "purchase of search".
    [[nodiscard]] const std::string& what() const noexcept { return what_; }
    [[nodiscard]] const std::vector<group_rate>& groups() const noexcept { return groups_; }
    [[nodiscard]] const std::vector<rate_contrast>& contrasts() const noexcept { return contrasts_; }
    /// The confidence of every interval.
    [[nodiscard]] double confidence() const noexcept { return confidence_; }

    /// Whether any group differs from the others: Pearson's test and the one by the ratio of likelihoods. Absent where
    /// fewer than two groups had a chance, or all together took none or all. Look at `smallest_expected`: below 5 the
    /// approximation is rough.
    [[nodiscard]] const std::optional<chi_squared_result>& chi_squared() const noexcept { return chi_squared_; }
    [[nodiscard]] const std::optional<chi_squared_result>& g() const noexcept { return g_; }

    /// The probability of each group to have the highest rate, in their order, if all rates were equally likely before.
    /// They sum to 1. Takes time in proportion to the cube of the groups.
    [[nodiscard]] std::vector<double> chances_to_be_best() const {
        std::vector<beta_posterior> beliefs;
        for (const group_rate& group : groups_) beliefs.emplace_back(group.rate);
        return emptor::chances_to_be_best(beliefs);
    }

    /// What was compared, and whether any of the groups differs, in a sentence. Each of `contrasts` has one of its own.
    [[nodiscard]] std::string sentence() const {
        std::string text = what_ + ", " + std::to_string(groups_.size()) + " groups: ";
        for (const group_rate& group : groups_) {
            if (&group != groups_.data()) text.append(", ");
            text.append(detail::share_in_words(group.name, group.rate));
        }
        if (!chi_squared_) return text + "; nothing to compare: no two groups with chances, or none or all taken";
        text.append("; chi-squared ").append(detail::with_decimals(chi_squared_->statistic, 2)).append(" with ");
        text.append(std::to_string(chi_squared_->degrees));
        text.append(chi_squared_->degrees == 1 ? " degree" : " degrees").append(" of freedom, ");
        text.append(detail::p_in_words(chi_squared_->p)).append("; G ").append(detail::with_decimals(g_->statistic, 2));
        text.append(", ").append(detail::p_in_words(g_->p));
        if (chi_squared_->cells_expected_below_5 > 0) {
            text.append("; rough, as less than 5 is expected in ");
            text.append(std::to_string(chi_squared_->cells_expected_below_5)).append(" of ");
            text.append(std::to_string(chi_squared_->cells)).append(" cells");
        }
        return text;
    }

private:
    [[nodiscard]] std::vector<proportion> rates() const {
        std::vector<proportion> all;
        for (const group_rate& group : groups_) all.push_back(group.rate);
        return all;
    }

    void require_groups() const {
        if (groups_.size() < 2) {
            throw std::invalid_argument{"emptor::compare_rates: " + std::to_string(groups_.size()) +
                                        (groups_.size() == 1 ? " group" : " groups") + "; it takes two or more"};
        }
        for (std::size_t i = 0; i < groups_.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                if (groups_[i].name != groups_[j].name) continue;
                throw std::invalid_argument{"emptor::compare_rates: two groups are called \"" + groups_[i].name +
                                            "\"; each needs a name of its own"};
            }
        }
    }

    [[nodiscard]] std::size_t place_of(const std::string& name) const {
        for (std::size_t i = 0; i < groups_.size(); ++i) {
            if (groups_[i].name == name) return i;
        }
        throw std::invalid_argument{"emptor::against: no group is called \"" + name + "\""};
    }

    /// Adjusts p for all of these.
    static void adjust(std::span<rate_contrast* const> contrasts) {
        std::vector<double> p;
        for (const rate_contrast* each : contrasts) {
            if (each->p()) p.push_back(*each->p());
        }
        const std::vector<double> by_holm = holm(p);
        const std::vector<double> by_share = benjamini_hochberg(p);
        std::size_t next = 0;
        for (rate_contrast* each : contrasts) {
            each->tests_ = p.size();
            if (!each->p()) continue;
            each->holm_p_ = by_holm[next];
            each->benjamini_hochberg_p_ = by_share[next];
            ++next;
        }
    }

    std::string what_;
    std::vector<group_rate> groups_;
    std::vector<rate_contrast> contrasts_;
    std::optional<chi_squared_result> chi_squared_;
    std::optional<chi_squared_result> g_;
    double confidence_;
};

/// Compares rates of groups: each contrast with its difference, its interval and its test.
/// @param what the rate is, for those who read it: "purchase of search".
/// @throws std::invalid_argument for fewer than two groups, two of one name, a baseline that is none of them, or a
///         confidence that is not in (0, 1).
[[nodiscard]] inline rate_comparison compare_rates(std::string what, std::vector<group_rate> groups,
                                                   const compared_with& with = each_pair(), double confidence = 0.95) {
    return {std::move(what), std::move(groups), with, confidence};
}

/// Two steps of a report, counted from 0: the rate is the share of those who reached `from` that reached `to`.
struct step_share {
    std::size_t from{};
    std::size_t to{};
};

/// Compares groups in a step of the same funnel: each the share of those who reached one step that reached a later one.
///
/// The groups should share no entity: those in two groups are counted in both, and the tests take them for others.
/// @param groups a range of pairs of a name and a `funnel_report`, such as a `std::map`.
/// @param segment whom it is about, for those who read it, if not about all.
/// @throws std::invalid_argument as `compare_rates`; for steps that are not there or not in this order; for reports
///         with other steps than the first; and where more reached `to` than `from`, as they may if that may be
///         skipped.
template <std::ranges::input_range Groups>
[[nodiscard]] rate_comparison compare_steps(const Groups& groups, step_share share,
                                            const compared_with& with = each_pair(), double confidence = 0.95,
                                            const std::string& segment = {}) {
    std::vector<group_rate> rates;
    std::vector<std::string> names;
    for (const auto& [name, report] : groups) {
        const auto steps = report.steps();
        std::vector<std::string> own;
        for (const auto& step : steps) own.push_back(step.name);
        if (rates.empty()) {
            names = own;
            if (share.from >= share.to || share.to >= names.size()) {
                throw std::invalid_argument{"emptor::compare_steps: from step " + std::to_string(share.from) +
                                            " to step " + std::to_string(share.to) +
                                            "; it must be a later one of 0 to " +
                                            std::to_string(names.empty() ? 0 : names.size() - 1)};
            }
        } else if (own != names) {
            throw std::invalid_argument{"emptor::compare_steps: the report of \"" + std::string{name} +
                                        "\" has other steps than that of \"" + rates.front().name + "\""};
        }
        rates.push_back({std::string{name}, proportion{steps[share.from].entities, steps[share.to].entities}});
    }
    std::string what = segment.empty() ? segment : segment + ": ";
    if (!rates.empty()) what.append(names[share.to]).append(" of ").append(names[share.from]);
    return compare_rates(std::move(what), std::move(rates), with, confidence);
}

}  // namespace emptor
