// Files that nobody can find any more, but that take their space as long as somebody holds them.
#pragma once

#include "processes.h"

// Bytes of such files of the file system `device` that these processes hold: open, or as the program that they run.
// `*is_partial` is set where one of them could not be looked at, or where a file is held in another way, which does
// not tell its size: by a mapping alone, or on its way from one socket to another.
uint64_t unlinked_bytes(const struct process *processes, size_t count, dev_t device,
                        int *is_partial);
