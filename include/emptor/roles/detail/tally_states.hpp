// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// All tallies a group may come to, with their probabilities.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace emptor::detail {

/// Sums of independent random vectors of whole numbers, and the probability of each sum.
///
/// A sum is kept once, however many ways lead to it: ten members and four options are 286 counts of votes, not 4^10
/// ballots. The numbers of a sum lie side by side in a few words, so that adding a vector is adding words.
class tally_states {
public:
    /// @param places numbers in a vector
    /// @param most the most a number of a sum can come to
    constexpr tally_states(std::size_t places, std::uint64_t most)
        : bits_{std::max(static_cast<int>(std::bit_width(most)), 1)},
          in_word_{64 / static_cast<std::size_t>(bits_)},
          places_{places},
          words_{(places + in_word_ - 1) / in_word_},
          keys_(words_, 0),
          chances_{1.0} {}

    [[nodiscard]] constexpr std::size_t size() const noexcept { return chances_.size(); }

    /// A vector in the form that `add` takes.
    [[nodiscard]] constexpr std::vector<std::uint64_t> packed(std::span<const std::uint64_t> numbers) const {
        std::vector<std::uint64_t> words(words_, 0);
        for (std::size_t i = 0; i < numbers.size(); ++i) words[i / in_word_] |= numbers[i] << shift(i);
        return words;
    }

    /// Adds to each sum one of these vectors, `packed` one after the other, with its chance.
    /// @param most below 2^32
    /// @return false if that makes more than `most` different sums.
    [[nodiscard]] constexpr bool add(std::span<const std::uint64_t> vectors, std::span<const double> chances,
                                     std::size_t most) {
        const std::vector<std::uint64_t> keys = std::exchange(keys_, {});
        const std::vector<double> before = std::exchange(chances_, {});
        slots_.assign(std::bit_ceil(std::max<std::size_t>(4 * before.size(), 16)), 0);
        std::vector<std::uint64_t> sum(words_, 0);
        for (std::size_t state = 0; state < before.size(); ++state) {
            for (std::size_t choice = 0; choice < chances.size(); ++choice) {
                if (chances[choice] == 0) continue;
                for (std::size_t i = 0; i < words_; ++i)
                    sum[i] = keys[state * words_ + i] + vectors[choice * words_ + i];
                chances_[place_of(sum)] += before[state] * chances[choice];
                if (size() > most) return false;
            }
        }
        return true;
    }

    /// Calls `use(numbers, probability)` for each sum.
    template <class Use>
    constexpr void for_each(Use use) const {
        std::vector<std::uint64_t> numbers(places_, 0);
        const std::uint64_t mask = bits_ == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits_) - 1;
        for (std::size_t state = 0; state < size(); ++state) {
            for (std::size_t i = 0; i < places_; ++i) {
                numbers[i] = keys_[state * words_ + i / in_word_] >> shift(i) & mask;
            }
            use(std::span<const std::uint64_t>{numbers}, chances_[state]);
        }
    }

private:
    [[nodiscard]] constexpr std::size_t shift(std::size_t place) const noexcept {
        return place % in_word_ * static_cast<std::size_t>(bits_);
    }

    /// Where the sum is, or is put with a chance of 0.
    [[nodiscard]] constexpr std::size_t place_of(const std::vector<std::uint64_t>& sum) {
        if (2 * (size() + 1) > slots_.size()) {
            slots_.assign(2 * slots_.size(), 0);
            for (std::size_t state = 0; state < size(); ++state) {
                std::size_t slot = slot_of(&keys_[state * words_]);
                while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
                slots_[slot] = static_cast<std::uint32_t>(state + 1);
            }
        }
        std::size_t slot = slot_of(sum.data());
        for (; slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1)) {
            const std::size_t state = slots_[slot] - 1;
            if (std::equal(sum.begin(), sum.end(), keys_.begin() + static_cast<std::ptrdiff_t>(state * words_))) {
                return state;
            }
        }
        slots_[slot] = static_cast<std::uint32_t>(size() + 1);
        keys_.insert(keys_.end(), sum.begin(), sum.end());
        chances_.push_back(0);
        return size() - 1;
    }

    [[nodiscard]] constexpr std::size_t slot_of(const std::uint64_t* key) const noexcept {
        std::uint64_t hash = 0;
        for (std::size_t i = 0; i < words_; ++i) {
            hash = (hash ^ key[i]) * 0x9e3779b97f4a7c15U;
            hash ^= hash >> 32;
        }
        return static_cast<std::size_t>(hash) & (slots_.size() - 1);
    }

    int bits_;                          // of a number
    std::size_t in_word_;               // numbers
    std::size_t places_;                // numbers in a sum
    std::size_t words_;                 // of a sum
    std::vector<std::uint64_t> keys_;   // the sums, in the order they were found
    std::vector<double> chances_;       // of the sums
    std::vector<std::uint32_t> slots_;  // by hash: the number of a sum, plus 1
};

}  // namespace emptor::detail
