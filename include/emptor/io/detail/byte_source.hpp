// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Where bytes come from: a file, a pipe, a decompressor, a string.

#include <concepts>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace emptor::io {

/// Called with room for at least one byte, writes some there and says how many; 0 is the end of the input, after which
/// it is not called again. A source that fails throws: the exception reaches whoever asked for the next row.
template <class Source>
concept byte_source = std::move_constructible<Source> && requires(Source& source, std::span<char> room) {
    { source(room) } -> std::convertible_to<std::size_t>;
};

}  // namespace emptor::io

namespace emptor::io::detail {

/// Owns a byte source of any type; one call through a pointer for each piece read.
class any_byte_source {
public:
    template <class Source>
        requires(!std::same_as<Source, any_byte_source> && byte_source<Source>)
    explicit any_byte_source(Source source)
        : state_{new Source(std::move(source)), [](void* state) { delete static_cast<Source*>(state); }},
          read_{[](void* state, std::span<char> room) {
              return static_cast<std::size_t>((*static_cast<Source*>(state))(room));
          }} {}

    [[nodiscard]] std::size_t operator()(std::span<char> room) {
        const std::size_t got = read_(state_.get(), room);
        if (got > room.size()) {
            throw std::invalid_argument{"emptor::io::byte_source: said it wrote " + std::to_string(got) +
                                        " bytes where there was room for " + std::to_string(room.size())};
        }
        return got;
    }

private:
    std::unique_ptr<void, void (*)(void*)> state_;
    std::size_t (*read_)(void*, std::span<char>);
};

/// Reads from text that lives elsewhere.
class text_source {
public:
    explicit text_source(std::string_view text) noexcept : rest_{text} {}

    [[nodiscard]] std::size_t operator()(std::span<char> room) noexcept {
        const std::size_t size = rest_.size() < room.size() ? rest_.size() : room.size();
        if (size != 0) std::memcpy(room.data(), rest_.data(), size);
        rest_.remove_prefix(size);
        return size;
    }

private:
    std::string_view rest_;
};

static_assert(byte_source<text_source>);

}  // namespace emptor::io::detail
