// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Areas under smooth curves.

#include <array>
#include <cmath>

namespace emptor::detail {

/// The area under `curve` from `low` to `high` by the rule of C. F. Gauss (1814) with 16 points: exact for polynomials
/// up to degree 31.
template <class Curve>
double gauss_16(const Curve& curve, double low, double high) {
    struct point {
        double place;
        double weight;
    };
    static constexpr std::array<point, 8> points{{{0.095012509837637440185, 0.18945061045506849629},
                                                  {0.28160355077925891323, 0.18260341504492358887},
                                                  {0.45801677765722738634, 0.16915651939500253819},
                                                  {0.61787624440264374845, 0.14959598881657673208},
                                                  {0.7554044083550030339, 0.12462897125553387205},
                                                  {0.86563120238783174388, 0.09515851168249278481},
                                                  {0.94457502307323257608, 0.062253523938647892863},
                                                  {0.9894009349916499326, 0.027152459411754094852}}};
    const double centre = low + (high - low) / 2;
    const double reach = (high - low) / 2;
    double sum = 0;
    for (const auto& [place, weight] : points) {
        sum += weight * (curve(centre - reach * place) + curve(centre + reach * place));
    }
    return sum * reach;
}

/// The area from 0 on under e^`fall`, for a concave `fall` from fall(0) = 0 that begins level or downwards and is
/// smooth on the scale on which it falls. `scale` is a guess of that scale, above 0.
///
/// Ends where the curve has fallen by 45 or more (e^-45 is 3e-20), and cuts what is before into 8 parts.
template <class Fall>
double area_of_fall(const Fall& fall, double scale) {
    double near = 0;
    double far = scale;
    while (fall(far) > -45) {
        near = far;
        far *= 2;
    }
    for (double middle = (near + far) / 2; fall(far) < -90 && middle > near && middle < far;
         middle = (near + far) / 2) {
        (fall(middle) > -45 ? near : far) = middle;
    }
    constexpr int parts = 8;
    double sum = 0;
    for (int i = 0; i < parts; ++i) {
        sum += gauss_16([&](double t) { return std::exp(fall(t)); }, far * i / parts, far * (i + 1) / parts);
    }
    return sum;
}

}  // namespace emptor::detail
