// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Random chains, and what comes of them by repeated multiplication only.

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <vector>

#include <emptor/flow/markov_chain.hpp>
#include <emptor/stats/matrix.hpp>

#include "shared_data.hpp"

namespace chain_test {

using emptor::matrix;

inline nlohmann::json published() {
    std::ifstream in{shared_file("tables/markov_absorbing.json")};
    return nlohmann::json::parse(in);
}

inline matrix matrix_of(const nlohmann::json& rows) {
    matrix numbers{rows.size(), rows[0].size()};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = 0; j < rows[i].size(); ++j) numbers(i, j) = rows[i][j].get<double>();
    }
    return numbers;
}

inline std::vector<std::string> letters(std::size_t size) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < size; ++i) names.emplace_back(1, static_cast<char>('a' + i));
    return names;
}

/// 2 to 6 states with probabilities in 64ths, many of them 0; some states are never left, and some sets of states.
inline matrix random_moves(std::mt19937_64& random) {
    const std::size_t size = 2 + random() % 5;
    const std::uint64_t sure = random() % 5;  // of 4 states, how many are left in one way
    matrix moves{size, size};
    for (std::size_t from = 0; from < size; ++from) {
        if (random() % 4 == 0) {
            moves(from, from) = 1;
            continue;
        }
        std::uint64_t left = 64;
        while (left > 0) {
            const std::uint64_t part = left == 64 && random() % 4 < sure ? left : 1 + random() % left;
            moves(from, random() % size) += static_cast<double>(part) / 64;
            left -= part;
        }
    }
    return moves;
}

/// The powers of Q added up from the 0th to the 2^`doublings` - 1st.
inline matrix sum_of_powers(matrix power, int doublings) {
    matrix sum = matrix::identity(power.rows());
    for (int i = 0; i < doublings; ++i) {
        const matrix more = power * sum;
        for (std::size_t k = 0; k < sum.numbers().size(); ++k) sum.numbers()[k] += more.numbers()[k];
        power = power * power;
    }
    return sum;
}

/// P to the 2^`doublings`, with these states never left.
inline matrix in_the_long_run(matrix moves, const std::vector<bool>& finals, int doublings) {
    for (std::size_t from = 0; from < moves.rows(); ++from) {
        for (std::size_t to = 0; finals[from] && to < moves.columns(); ++to) moves(from, to) = from == to ? 1 : 0;
    }
    for (int i = 0; i < doublings; ++i) moves = moves * moves;
    return moves;
}

/// The chance to come to the goal from each state, by multiplication.
inline std::vector<double> chances(const matrix& moves, std::size_t goal) {
    std::vector<bool> finals(moves.rows());
    finals[goal] = true;
    const matrix last = in_the_long_run(moves, finals, 24);
    std::vector<double> all;
    for (std::size_t from = 0; from < moves.rows(); ++from) all.push_back(last(from, goal));
    return all;
}

}  // namespace chain_test
