#define _GNU_SOURCE
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEEPEST = 200 };

static DIR *open_folder(int parent, const char *name) {
  int opened = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (opened < 0) return NULL;
  DIR *entries = fdopendir(opened);
  if (entries == NULL) close(opened);
  return entries;
}

int measure_folder(const char *path, uint64_t most_files, urgent *is_urgent, void *context,
                   struct folder_size *size) {
  *size = (struct folder_size){0};
  struct stat root;
  if (lstat(path, &root) == 0 && S_ISREG(root.st_mode)) {
    *size = (struct folder_size){.bytes = (uint64_t)root.st_blocks * 512, .files = 1};
    return 1;
  }
  DIR *stack[DEEPEST];
  stack[0] = open_folder(AT_FDCWD, path);
  if (stack[0] == NULL || fstat(dirfd(stack[0]), &root) != 0) {
    size->is_partial = 1;
    if (stack[0] != NULL) closedir(stack[0]);
    return 1;
  }
  int depth = 0, is_whole = 1;
  while (depth >= 0) {
    const struct dirent *entry = readdir(stack[depth]);
    if (entry == NULL) {
      closedir(stack[depth--]);
      continue;
    }
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    size->files++;
    if (size->files > most_files) break;
    if (size->files % 256 == 0 && is_urgent(context)) {
      is_whole = 0;
      break;
    }
    struct stat status;
    if (fstatat(dirfd(stack[depth]), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno != ENOENT) size->is_partial = 1;
      continue;
    }
    if (status.st_dev != root.st_dev) continue;
    // A file of several names is counted once in all.
    nlink_t names = S_ISDIR(status.st_mode) || status.st_nlink == 0 ? 1 : status.st_nlink;
    size->bytes += (uint64_t)status.st_blocks * 512 / names;
    if (!S_ISDIR(status.st_mode)) continue;
    DIR *inner = depth + 1 < DEEPEST ? open_folder(dirfd(stack[depth]), entry->d_name) : NULL;
    if (inner != NULL) stack[++depth] = inner;
    else if (errno != ENOENT) size->is_partial = 1;
  }
  while (depth >= 0) closedir(stack[depth--]);
  return is_whole;
}
