// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// What a picture is made of: inks, text and shapes.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <emptor/io/detail/display_width.hpp>
#include <emptor/io/detail/escape.hpp>
#include <emptor/io/detail/readable.hpp>

namespace emptor::io::detail {

/// What a colour is for. Each has a name for style sheets and a colour on light and on dark paper; text inks keep a
/// contrast of 4.5 to their paper at least (WCAG 2.2, 1.4.3).
enum class ink { paper, card, edge, text, muted, band, flow, expired, open, mark };

struct ink_colours {
    std::string_view name{};
    std::string_view light{};
    std::string_view dark{};
};

inline constexpr std::array ink_table = std::to_array<ink_colours>({
    {"ef-paper", "#ffffff", "#11171d"},
    {"ef-card", "#f4f7f9", "#1a222a"},
    {"ef-edge", "#d5dde4", "#33404c"},
    {"ef-text", "#17222d", "#e9eff4"},
    {"ef-muted", "#566573", "#9fb1c1"},
    {"ef-band", "#0f6b8f", "#46a8cf"},
    {"ef-flow", "#cbe3ec", "#1f4150"},
    {"ef-expired", "#b3492b", "#e88a66"},
    {"ef-open", "#e3b04b", "#d9b25c"},
    {"ef-mark", "#17222d", "#e9eff4"},
});

[[nodiscard]] constexpr const ink_colours& colours(ink one) { return ink_table[static_cast<std::size_t>(one)]; }

/// Sans-serif as the reader's system has it, with Chinese.
inline constexpr std::string_view font_stack =
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Noto Sans', 'PingFang SC', "
    "'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif";

struct type_size {
    double size{};  ///< in pixels
    bool bold{};
};

/// About how wide a cluster is set, in pixels, in a wide sans-serif: most fonts need a little less.
[[nodiscard]] constexpr double set_width(const cluster& one, type_size type) noexcept {
    constexpr std::string_view narrow = "ijlI.,:;'|!()[] ";
    constexpr std::string_view medium = "frt-/\"“”‘’";
    constexpr std::string_view wide = "mwMW@%";
    double em = 0.61;
    if (one.width != 1) {
        em = one.width == 2 ? 1 : 0;
    } else if (narrow.find(one.text) != std::string_view::npos) {
        em = 0.33;
    } else if (medium.find(one.text) != std::string_view::npos) {
        em = 0.42;
    } else if (wide.find(one.text) != std::string_view::npos) {
        em = 0.93;
    } else if (one.text.front() >= 'A' && one.text.front() <= 'Z') {
        em = 0.69;
    }
    return em * type.size * (type.bold && one.width == 1 ? 1.09 : 1);
}

[[nodiscard]] constexpr double set_width(std::string_view text, type_size type) noexcept {
    double width = 0;
    while (!text.empty()) width += set_width(take_cluster(text), type);
    return width;
}

/// The lines of `text` in so much room, at most `lines` of them; the last is shortened where there were more.
[[nodiscard]] inline std::vector<std::string> set_lines(std::string_view text, double room, type_size type,
                                                        std::size_t lines) {
    const auto measure = [type](const cluster& one) { return set_width(one, type); };
    std::vector<std::string> out = wrap(text, room, measure);
    if (out.size() <= lines) return out;
    std::string rest = out[lines - 1];
    for (std::size_t at = lines; at < out.size(); ++at) rest += " " + out[at];
    out.resize(lines);
    out.back() = shortened(rest, room, measure);
    return out;
}

/// Which side of a text its position is.
enum class anchor { start, middle, end };

/// The size of letters that need not say it within a page, in pixels.
inline constexpr double page_letters = 12.5;

/// The style of all pictures of a page.
[[nodiscard]] inline std::string picture_style() {
    const auto rules = [](std::string_view ink_colours::* paper) {
        std::string out;
        for (const ink_colours& one : ink_table) {
            const std::string name{one.name}, colour{one.*paper};
            out += "." + name + "{fill:" + colour + "}." + name + "-line{fill:none;stroke:" + colour + "}";
        }
        return out;
    };
    return "svg{font-size:" + trimmed(page_letters, 1) +
           "px}.ef-bold{font-weight:600}.ef-end{text-anchor:end}.ef-middle{text-anchor:middle}\n" +
           rules(&ink_colours::light) + "\n@media screen and (prefers-color-scheme:dark){" + rules(&ink_colours::dark) +
           "}\n";
}

/// Collects the elements of an SVG picture.
///
/// Of one that stands alone, colours stand in attributes, so that a program without style sheets draws the light
/// picture; its style sheet only knows the dark one. One within a page has its colours and letters from the page
/// (`picture_style`), whose sentences tell what it shows.
class svg_canvas {
public:
    explicit svg_canvas(bool in_page = false) : in_page_{in_page} {}

    void rect(double x, double y, double width, double height, ink fill, double radius = 0) {
        if (!(width >= 0.1 && height > 0)) return;  // less is nothing at this precision
        body_ += "<rect x=\"" + at(x) + "\" y=\"" + at(y) + "\" width=\"" + at(width) + "\" height=\"" + at(height) +
                 "\"" + (radius > 0 ? " rx=\"" + at(radius) + "\"" : "") + painted(fill) + "/>\n";
    }

    /// A flow from a bar on top to one below it: both start at `left`, its right side is a curve.
    void taper(double left, double top, double bottom, double upper_width, double lower_width, ink fill) {
        if (!(upper_width > 0)) return;
        const std::string middle = at((top + bottom) / 2);
        const std::string from = at(left + upper_width), to = at(left + lower_width);
        body_ += "<path d=\"M" + at(left) + " " + at(top) + "H" + from + "C" + from + " " + middle + " " + to + " " +
                 middle + " " + to + " " + at(bottom) + "H" + at(left) + "Z\"" + painted(fill) + "/>\n";
    }

    /// Any filled shape, as SVG writes a path; what lies below it shows through where it is not opaque.
    void shape(std::string_view path, ink fill, double opacity = 1) {
        body_.append("<path d=\"").append(path).append("\"").append(painted(fill));
        if (opacity < 1) body_.append(" fill-opacity=\"").append(trimmed(opacity, 2)).append("\"");
        body_.append("/>\n");
    }

    /// A line along a path.
    void line(std::string_view path, ink stroke, double width) {
        lined_[static_cast<std::size_t>(stroke)] = true;
        body_.append("<path d=\"").append(path).append("\" class=\"").append(colours(stroke).name).append("-line\"");
        if (!in_page_) body_.append(" fill=\"none\" stroke=\"").append(colours(stroke).light).append("\"");
        body_.append(" stroke-width=\"").append(at(width)).append("\"/>\n");
    }

    /// A filled circle.
    void dot(double x, double y, double radius, ink fill) {
        body_ += "<circle cx=\"" + at(x) + "\" cy=\"" + at(y) + "\" r=\"" + at(radius) + "\"" + painted(fill) + "/>\n";
    }

    /// One line of text whose baseline is at `y`. `text` is no markup yet.
    void text(double x, double y, std::string_view text, type_size type, ink fill, anchor side = anchor::start) {
        if (text.empty()) return;
        body_ += "<text x=\"" + at(x) + "\" y=\"" + at(y) + "\"" + lettered(type, fill, side) + ">" + markup(text) +
                 "</text>\n";
    }

    /// A line that begins in bold: `strong` in the ink of texts, then `rest` in the muted one.
    void text(double x, double y, std::string_view strong, std::string_view rest, double size) {
        if (strong.empty() && rest.empty()) return;
        const auto span = [this](ink fill, std::string_view part) {
            return painted(fill) + ">" + markup(part) + "</tspan>";
        };
        body_ += "<text x=\"" + at(x) + "\" y=\"" + at(y) + "\" font-size=\"" + at(size) +
                 "\"><tspan font-weight=\"600\"" + span(ink::text, strong) +
                 (rest.empty() ? "" : "<tspan dx=\"6\"" + span(ink::muted, rest)) + "</text>\n";
    }

    /// Short texts on one baseline, each centred on a place of its own.
    void text_row(double y, const std::vector<std::pair<double, std::string>>& texts, type_size type, ink fill) {
        if (texts.empty()) return;
        body_ += "<text y=\"" + at(y) + "\"" + lettered(type, fill, anchor::middle) + ">";
        for (const auto& [x, text] : texts) body_ += "<tspan x=\"" + at(x) + "\">" + markup(text) + "</tspan>";
        body_ += "</text>\n";
    }

    /// Begins a group that tells `title` to who points at it.
    void begin(std::string_view title) { body_ += "<g><title>" + markup(title) + "</title>\n"; }
    void end() { body_ += "</g>\n"; }

    /// The same for a row that shows all of its title, if not shortened: a page has it in a table.
    void begin_row(std::string_view title) {
        if (!in_page_) begin(title);
    }
    void end_row() {
        if (!in_page_) end();
    }

    /// What the picture tells, for who cannot see it: more than its name. Within a page the page says it.
    void describe(std::string_view what) {
        if (!what.empty() && !in_page_) body_ += "<desc>" + markup(what) + "</desc>\n";
    }

    /// The whole picture on its paper, as an element of its own or within a page.
    /// @param name what the picture shows, for who cannot see it.
    /// @param css_class of the element, for the page around it; may be empty.
    [[nodiscard]] std::string finish(double width, double height, std::string_view name,
                                     std::string_view css_class = {}) const {
        std::string out = in_page_ ? "<svg" : "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\"";
        out += " width=\"" + at(width) + "\" height=\"" + at(height) + "\" viewBox=\"0 0 " + at(width) + " " +
               at(height) + "\"" + (css_class.empty() ? "" : " class=\"" + std::string{css_class} + "\"") +
               " role=\"img\" aria-label=\"" + markup(name) + "\"" +
               (in_page_ ? "" : " font-family=\"" + std::string{font_stack} + "\"") + ">\n<title>" + markup(name) +
               "</title>\n" + (in_page_ ? "" : style()) + "<rect width=\"" + at(width) + "\" height=\"" + at(height) +
               "\" rx=\"12\"" + painted(ink::paper) + "/>\n";
        return out + body_ + "</svg>\n";
    }

private:
    [[nodiscard]] static std::string at(double position) { return trimmed(position, 1); }

    [[nodiscard]] std::string painted(ink fill) const {
        const std::string named = " class=\"" + std::string{colours(fill).name} + "\"";
        return in_page_ ? named : named + " fill=\"" + std::string{colours(fill).light} + "\"";
    }

    /// How a text is set, as attributes.
    [[nodiscard]] std::string lettered(type_size type, ink fill, anchor side) const {
        const std::string_view where = side == anchor::end ? "end" : side == anchor::middle ? "middle" : "";
        const std::string size = " font-size=\"" + at(type.size) + "\"";
        if (!in_page_) {
            return size + (type.bold ? " font-weight=\"600\"" : "") +
                   (where.empty() ? "" : " text-anchor=\"" + std::string{where} + "\"") + painted(fill);
        }
        return " class=\"" + std::string{colours(fill).name} + (type.bold ? " ef-bold" : "") +
               (where.empty() ? "" : " ef-" + std::string{where}) + "\"" + (type.size == page_letters ? "" : size);
    }

    [[nodiscard]] std::string style() const {
        std::string out = "<style>@media screen and (prefers-color-scheme: dark){";
        for (std::size_t at = 0; at < ink_table.size(); ++at) {
            const ink_colours& one = ink_table[at];
            out.append(".").append(one.name).append("{fill:").append(one.dark).append("}");
            if (lined_[at]) out.append(".").append(one.name).append("-line{stroke:").append(one.dark).append("}");
        }
        return out + "}</style>\n";
    }

    bool in_page_;
    std::array<bool, ink_table.size()> lined_{};  // the inks that lines have
    std::string body_;
};

}  // namespace emptor::io::detail
