// What the command takes in total, looked at again and again: for limits that the kernel has none for.
#pragma once

#include "jail.h"

enum excess { EXCESS_NONE, EXCESS_MEMORY, EXCESS_MACHINE, EXCESS_DISK, EXCESS_FILES };

// Non-zero once something waits that is more urgent than looking further.
typedef int urgent(void *context);

// Remembers how things are before the command starts.
void watch_begin(const struct options *options);

// Looks once. Returns what is exceeded; `*pause` is the number of milliseconds until the next look.
enum excess watch_look(urgent *is_urgent, void *context, int *pause);

// Whether the number of processes was ever at its limit when looked at.
int watch_was_crowded(void);
