#pragma once

/* System calls without libc. The first process of each sample shares its memory, and so its
 * thread-local storage too, with the warm interpreter: it must not touch errno or the allocator. */

#include <sys/syscall.h>

#if defined(__x86_64__)
static inline long raw6(long number, long a, long b, long c, long d, long e, long f)
{
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    return result;
}
#elif defined(__aarch64__)
static inline long raw6(long number, long a, long b, long c, long d, long e, long f)
{
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    register long x5 __asm__("x5") = f;
    __asm__ volatile("svc 0"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                     : "memory");
    return x0;
}
#else
#error "the warm interpreter knows x86-64 and AArch64 only"
#endif

/* raw(SYS_x, up to six arguments): the result, or -errno. */
#define raw(...) RAW_PICK(__VA_ARGS__, 0, 0, 0, 0, 0, 0, 0)
#define RAW_PICK(n, a, b, c, d, e, f, ...)                                                         \
    raw6((n), (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
