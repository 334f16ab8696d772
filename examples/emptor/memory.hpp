// SPDX-License-Identifier: BSL-1.0
#pragma once

/// @file
/// How the program gets its memory. To be included by one source: it replaces the global `operator new`.
///
/// A log of a hundred megabytes takes about as much memory, in a few large pieces that are looked at all over. On Linux
/// such pieces are asked for in huge pages: a tenth of the time went into small ones.
/// Neither function is inlined, lest g++ 12 take one for the mate of something else (-Wmismatched-new-delete).

#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define EMPTOR_PROGRAM_PLAIN_MEMORY
#endif
#endif
#else
#define EMPTOR_PROGRAM_PLAIN_MEMORY
#endif

#if !defined(EMPTOR_PROGRAM_PLAIN_MEMORY)

#include <sys/mman.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

[[gnu::noinline]] void* operator new(std::size_t size) {
    constexpr std::size_t huge_page = std::size_t{2} << 20U;
    if (size >= huge_page && size < PTRDIFF_MAX) {
        const std::size_t whole = (size + huge_page - 1) / huge_page * huge_page;
        if (void* const memory = std::aligned_alloc(huge_page, whole)) {
            madvise(memory, whole, MADV_HUGEPAGE);
            return memory;
        }
    } else if (void* const memory = std::malloc(size == 0 ? 1 : size)) {
        return memory;
    }
    throw std::bad_alloc{};
}

[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

#endif
