// The processes of the sandbox, from /proc.
#pragma once

#include <stdint.h>
#include <sys/types.h>

#define PROCESSES 8192

struct process {
  pid_t id;
  pid_t parent;
  uint32_t threads;
  uint64_t resident_bytes;
};

// Fills `processes` with all but the caller; of the caller's descendants only, where there is no
// namespace around them. Returns their number.
size_t list_processes(int descendants_only, struct process *processes);

// Bytes of memory that count for this process: what it shares is divided among the sharers. Where that is
// not to be had, what is resident.
uint64_t proportional_bytes(const struct process *process);

// Threads of all processes of this user.
uint64_t threads_of_user(void);
