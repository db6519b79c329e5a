// Libraries that are loaded by the first command that needs them, not by every start of the program: most
// commands neither call a model nor read a history, and the two libraries bring some thirty others along.
//
// A library's functions are listed as `#define FUNCTIONS(X) X(one) X(other)`. `FUNCTIONS(WISP_LATE)` then
// defines each as a jump to where the library has it, so that callers call it as ever, with whatever
// arguments. A function in use that the list forgets is an error of the linker.
#pragma once

#include <stddef.h>

#ifdef __linux__

#ifdef __x86_64__
#define WISP_LATE_JUMP(name) "jmp *wisp_late_" #name "(%rip)\n"
#elif defined __aarch64__
#define WISP_LATE_JUMP(name)             \
  "adrp x16, wisp_late_" #name "\n"      \
  "ldr x16, [x16, :lo12:wisp_late_" #name "]\n" \
  "br x16\n"
#else
#error "Say here how this processor jumps to where a variable points."
#endif

// Hidden: a library that calls a function of its own by name must not come back here.
#define WISP_LATE(name)                                                           \
  __attribute__((visibility("hidden"), used)) void *wisp_late_##name = wisp_late; \
  __asm__(".pushsection .text\n"                                                  \
          ".globl " #name "\n"                                                    \
          ".hidden " #name "\n"                                                   \
          ".type " #name ", %function\n" #name ":\n" WISP_LATE_JUMP(name)         \
          ".size " #name ", . - " #name "\n"                                      \
          ".popsection\n");

#define WISP_LATE_ENTRY(name) {#name, &wisp_late_##name},

struct wisp_late_function {
  const char *name;
  void **place;
};

// Loads the first library of `files`, ended by a null pointer, that is there, and finds its functions.
// Returns null, or what is wrong.
const char *wisp_late_load(const char *const *files, const struct wisp_late_function *functions,
                           size_t count);

// Where every function leads before it was found: says so and ends the program.
void wisp_late(void);

#endif
