// The system calls that a confined command may not make: tables, and the program for the kernel.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Changes whenever the tables or their meaning do; recorded with every run.
#define WISP_FILTER_VERSION 3

enum wisp_architecture { WISP_X86_64, WISP_ARM64 };

enum wisp_strictness {
  // Behind namespaces: what they do not isolate, and what is only of use to attack the kernel.
  WISP_FILTER_CONFINED,
  // The same with Unix sockets: for commands in whose sandbox nothing of the host's holds one.
  WISP_FILTER_UNIX_SOCKETS,
  // Where Landlock stands alone: also sockets and the properties of files and other processes.
  WISP_FILTER_ALONE,
};

// One instruction, laid out as the kernel's sock_filter.
struct wisp_instruction {
  uint16_t code;
  uint8_t if_true;
  uint8_t if_false;
  uint32_t operand;
};

// The most instructions a program may have here.
#define WISP_FILTER_ROOM 1024

// Writes the program into `room`; returns its length, or 0 where it does not fit.
size_t wisp_filter(enum wisp_architecture architecture, enum wisp_strictness strictness,
                   struct wisp_instruction room[WISP_FILTER_ROOM]);

// Puts the filter of this machine's architecture on the calling thread and what it starts, for good.
// Returns 0, or -1 with errno; an architecture without a table is ENOTSUP.
int wisp_filter_apply(enum wisp_strictness strictness);
