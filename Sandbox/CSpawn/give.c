#define _GNU_SOURCE
#include "CSpawn.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const int deepest = 200;

static int give_entries(int folder, uint32_t id, int depth);

// Takes over `folder`, an open descriptor.
static int give_folder(int folder, uint32_t id, int depth) {
  struct stat status;
  if (fstat(folder, &status) != 0 || (status.st_uid != id && fchown(folder, id, id) != 0)) {
    int error = errno;
    close(folder);
    return error;
  }
  return give_entries(folder, id, depth);
}

static int give_entry(int folder, const char *name, uint32_t id, int depth) {
  struct stat status;
  if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) return errno;
  if (S_ISDIR(status.st_mode)) {
    int inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner < 0) return errno;
    return give_folder(inner, id, depth + 1);
  }
  if (status.st_uid == id || status.st_nlink > 1) return 0;
  return fchownat(folder, name, id, id, AT_SYMLINK_NOFOLLOW) == 0 ? 0 : errno;
}

static int give_entries(int folder, uint32_t id, int depth) {
  if (depth >= deepest) {
    close(folder);
    return 0;
  }
  DIR *entries = fdopendir(folder);
  if (entries == NULL) {
    int error = errno;
    close(folder);
    return error;
  }
  int result = 0;
  while (result == 0) {
    errno = 0;
    const struct dirent *entry = readdir(entries);
    if (entry == NULL) {
      result = errno;
      break;
    }
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    int given = give_entry(dirfd(entries), entry->d_name, id, depth);
    // Removed meanwhile: nothing to give.
    if (given != ENOENT) result = given;
  }
  closedir(entries);
  return result;
}

int wisp_give(const char *path, uint32_t id) {
  int opened = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (opened < 0) return errno;
  struct stat status;
  if (fstat(opened, &status) != 0) {
    int error = errno;
    close(opened);
    return error;
  }
  if (S_ISDIR(status.st_mode)) return give_folder(opened, id, 0);
  int error = 0;
  if (!S_ISREG(status.st_mode)) error = EINVAL;
  else if (status.st_uid != id && status.st_nlink == 1 && fchown(opened, id, id) != 0) error = errno;
  close(opened);
  return error;
}
