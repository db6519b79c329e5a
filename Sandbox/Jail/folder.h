// The size of a folder that somebody hostile is writing to meanwhile.
#pragma once

#include "watch.h"

struct folder_size {
  uint64_t bytes;
  uint64_t files;
  // Something in it could not be looked at.
  int is_partial;
};

// Adds up what lies in `path`, without following links or leaving its file system. Stops early once there
// are more than `most_files`, or when something is urgent: then it returns 0.
int measure_folder(const char *path, uint64_t most_files, urgent *is_urgent, void *context,
                   struct folder_size *size);
