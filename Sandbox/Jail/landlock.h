#pragma once

#include "CFilter.h"

#include <stddef.h>

enum grant_kind { GRANT_READ, GRANT_WRITE, GRANT_DEVICE, GRANT_LIST };

// A file or a folder with all it holds, and what may be done there.
struct granted_path {
  enum grant_kind kind;
  const char *path;
};

// The version of the kernel's Landlock; 0 where there is none.
int landlock_version(void);

// Keeps the calling thread and what it starts to `paths`, for good. Returns 0, or -1 with errno.
int landlock_restrict(const struct granted_path *paths, size_t count, int version,
                      enum wisp_strictness strictness);
