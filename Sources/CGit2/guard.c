#include "CGit2.h"

#include <dirent.h>
#include <fcntl.h>
#include <git2/sys/odb_backend.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

// libgit2 1.5 never ends on a loose object whose file was cut: it inflates for as long as no error comes,
// and a stream without its end gives none. This backend is asked before the others. It holds nothing, and
// refuses what they must not see.

struct guard {
  git_odb_backend backend;
  // With a slash at its end.
  char objects[];
};

// What git calls the file of a loose object: two digits, a slash, the other 38.
enum { digits = GIT_OID_HEXSZ, folder_digits = 2 };

// Whether a file is there and no stream that ends well: with zlib's own sum over all of it.
static int is_damaged(int folder, const char *path) {
  int file = openat(folder, path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  z_stream stream = {0};
  if (inflateInit(&stream) != Z_OK) {
    close(file);
    return 1;
  }
  unsigned char packed[16 << 10], plain[16 << 10];
  int status = Z_OK;
  while (status == Z_OK) {
    ssize_t count = read(file, packed, sizeof packed);
    if (count <= 0) break;
    stream.next_in = packed;
    stream.avail_in = (uInt)count;
    do {
      stream.next_out = plain;
      stream.avail_out = sizeof plain;
      status = inflate(&stream, Z_NO_FLUSH);
    } while (status == Z_OK && stream.avail_out == 0);
    // All that was there is used.
    if (status == Z_BUF_ERROR) status = Z_OK;
  }
  inflateEnd(&stream);
  close(file);
  return status != Z_STREAM_END;
}

static int refuse(const char *folder, const char *name) {
  char text[128];
  snprintf(text, sizeof text, "the object %.2s%s is damaged: its file was cut or changed", folder, name);
  git_error_set_str(GIT_ERROR_ODB, text);
  return GIT_ERROR;
}

// Looks at the loose objects that begin with the first `length` digits of an id.
static int look(const struct guard *guard, const git_oid *id, size_t length) {
  char text[digits + 1];
  git_oid_tostr(text, sizeof text, id);
  char path[strlen(guard->objects) + folder_digits + 1];
  snprintf(path, sizeof path, "%s%.2s", guard->objects, text);
  int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return GIT_PASSTHROUGH;
  int result = GIT_PASSTHROUGH;
  if (length >= digits) {
    if (is_damaged(folder, text + folder_digits)) result = refuse(text, text + folder_digits);
    close(folder);
    return result;
  }
  DIR *entries = fdopendir(folder);
  if (entries == NULL) {
    close(folder);
    return GIT_PASSTHROUGH;
  }
  for (const struct dirent *entry; result == GIT_PASSTHROUGH && (entry = readdir(entries)) != NULL;)
    if (strlen(entry->d_name) == digits - folder_digits && length > folder_digits &&
        strncmp(entry->d_name, text + folder_digits, length - folder_digits) == 0 &&
        is_damaged(folder, entry->d_name))
      result = refuse(text, entry->d_name);
  closedir(entries);
  return result;
}

static int guard_read(void **data, size_t *size, git_object_t *type, git_odb_backend *backend,
                      const git_oid *id) {
  (void)data, (void)size, (void)type;
  return look((struct guard *)backend, id, digits);
}

static int guard_read_header(size_t *size, git_object_t *type, git_odb_backend *backend,
                             const git_oid *id) {
  (void)size, (void)type;
  return look((struct guard *)backend, id, digits);
}

static int guard_read_prefix(git_oid *found, void **data, size_t *size, git_object_t *type,
                             git_odb_backend *backend, const git_oid *id, size_t length) {
  (void)found, (void)data, (void)size, (void)type;
  return look((struct guard *)backend, id, length);
}

static int guard_foreach(git_odb_backend *backend, git_odb_foreach_cb each, void *payload) {
  (void)backend, (void)each, (void)payload;
  return 0;
}

static void guard_free(git_odb_backend *backend) { free(backend); }

int wisp_git_guard(git_repository *repository) {
  const char *path = git_repository_path(repository);
  const char folder[] = "objects/";
  struct guard *guard = calloc(1, sizeof *guard + strlen(path) + sizeof folder);
  if (guard == NULL) return GIT_ERROR;
  strcpy(guard->objects, path);
  strcat(guard->objects, folder);
  git_odb_backend *backend = &guard->backend;
  int error = git_odb_init_backend(backend, GIT_ODB_BACKEND_VERSION);
  backend->read = guard_read;
  backend->read_header = guard_read_header;
  backend->read_prefix = guard_read_prefix;
  backend->foreach = guard_foreach;
  backend->free = guard_free;
  git_odb *objects = NULL;
  if (error == 0) error = git_repository_odb(&objects, repository);
  // Before git's own, which have 1 and 2.
  if (error == 0) error = git_odb_add_backend(objects, backend, 100);
  if (error != 0) free(guard);
  git_odb_free(objects);
  return error;
}
