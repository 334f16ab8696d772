// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// Text in another encoding, as UTF-8.

#include <iconv.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <utility>

#include "failure.hpp"
#include "source.hpp"
#include "words.hpp"

namespace program {

/// Converts what a source gives, piece by piece. A byte source.
class converted_source {
public:
    /// @param encoding a name that iconv knows, e.g. GB18030 or UTF-16LE.
    converted_source(file_source source, const std::string& encoding, std::string place)
        : source_{std::move(source)}, encoding_{encoding}, place_{std::move(place)}, converter_{opened(encoding)} {}

    [[nodiscard]] std::size_t operator()(std::span<char> room) {
        while (taken_ == made_ && !flushed_) make();
        const std::size_t size = std::min(room.size(), made_ - taken_);
        std::memcpy(room.data(), text_->data() + taken_, size);
        taken_ += size;
        return size;
    }

private:
    using raw_type = std::array<char, 128 * 1024>;
    using text_type =
        std::array<char, 512 * 1024>;  // hardly any text becomes four times as long; what does takes more rounds

    static iconv_t opened(const std::string& encoding) {
        const iconv_t converter = iconv_open("UTF-8", encoding.c_str());
        if (converter == reinterpret_cast<iconv_t>(-1)) {  // as iconv_open says it
            throw bad_usage("--encoding is " + in_quotes(encoding) +
                            ", which this system cannot convert; names are those of \"iconv --list\", such as GB18030, "
                            "UTF-16 or WINDOWS-1252");
        }
        return converter;
    }

    /// Reads some more and converts it. What is left of a character stays for the next time.
    void make() {
        if (!ended_ && filled_ < raw_->size()) {
            const std::size_t got = source_({raw_->data() + filled_, raw_->size() - filled_});
            ended_ = got == 0;
            filled_ += got;
        }
        char* in = raw_->data();
        std::size_t in_left = filled_;
        char* out = text_->data();
        std::size_t out_left = text_->size();
        const std::size_t result = iconv(converter_.get(), &in, &in_left, &out, &out_left);
        const int error = result == static_cast<std::size_t>(-1) ? errno : 0;
        offset_ += filled_ - in_left;
        std::memmove(raw_->data(), in, in_left);
        filled_ = in_left;
        if (error == EILSEQ) refuse("has bytes that are no text in it");
        if (error == EINVAL && ended_) refuse("ends in the middle of a character");
        if (ended_ && filled_ == 0) {  // some encodings keep a character back, in case an accent follows
            iconv(converter_.get(), nullptr, nullptr, &out, &out_left);
            flushed_ = true;
        }
        taken_ = 0;
        made_ = text_->size() - out_left;
    }

    [[noreturn]] void refuse(const std::string& what) const {
        throw bad_data(place_ + ": read as " + encoding_ + ", the input " + what + ", at byte " +
                       std::to_string(offset_ + 1) + "; is --encoding right?");
    }

    struct closes {
        void operator()(void* converter) const { iconv_close(static_cast<iconv_t>(converter)); }
    };
    static_assert(std::is_same_v<iconv_t, void*>);

    file_source source_;
    std::string encoding_;
    std::string place_;
    std::unique_ptr<void, closes> converter_;
    std::unique_ptr<raw_type> raw_ = std::make_unique<raw_type>();
    std::unique_ptr<text_type> text_ = std::make_unique<text_type>();
    std::size_t filled_{};  // bytes of `raw_` to be converted
    std::size_t taken_{};   // bytes of `text_` given away
    std::size_t made_{};    // bytes of `text_`
    std::uint64_t offset_{};
    bool ended_{};
    bool flushed_{};
};

}  // namespace program
