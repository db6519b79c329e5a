#define _GNU_SOURCE
#include "unlinked.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#include <unistd.h>

// The most files that are told apart; from there on one that is held twice is counted twice.
enum { FILES = 4096 };
// Bytes of lists of mappings that are read at a time: reading on would take longer than the program needs to write.
enum { MAPPINGS = 16 << 20 };

struct search {
  dev_t device;
  dev_t memory[2];
  uint64_t bytes;
  ino_t files[FILES];
  size_t count;
  size_t mappings_left;
  int is_partial;
};

static int is_counted(const struct search *search, ino_t file) {
  for (size_t i = 0; i < search->count; i++)
    if (search->files[i] == file) return 1;
  return 0;
}

static void look_at_file(struct search *search, const struct stat *status) {
  if (status->st_dev != search->device || status->st_nlink != 0 || !S_ISREG(status->st_mode)) return;
  if (is_counted(search, status->st_ino)) return;
  if (search->count < FILES) search->files[search->count++] = status->st_ino;
  search->bytes += (uint64_t)status->st_blocks * 512;
}

// Whether a thread has ended and only waits to be reaped: it holds nothing any more.
static int has_ended(int thread) {
  char text[512];
  int file = openat(thread, "stat", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 1;
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  if (length <= 0) return 1;
  text[length] = 0;
  // The name may hold anything: the state follows its last parenthesis.
  const char *name_end = strrchr(text, ')');
  return name_end != NULL && name_end[1] == ' ' && (name_end[2] == 'Z' || name_end[2] == 'X');
}

static void could_not_look(struct search *search, int thread, int error) {
  if (error != ENOENT && error != ESRCH && !has_ended(thread)) search->is_partial = 1;
}

// Whether descriptors wait in a socket for somebody to receive them.
static int holds_others(int thread, const char *descriptor) {
  char path[64], text[512];
  snprintf(path, sizeof path, "fdinfo/%.10s", descriptor);
  int file = openat(thread, path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return errno == EACCES;
  ssize_t length = read(file, text, sizeof text - 1);
  close(file);
  if (length <= 0) return 0;
  text[length] = 0;
  static const char field[] = "scm_fds:";
  const char *line = strstr(text, field);
  return line != NULL && strtoul(line + sizeof field - 1, NULL, 10) != 0;
}

static DIR *open_list(int folder, const char *name) {
  int opened = openat(folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return NULL;
  DIR *entries = fdopendir(opened);
  if (entries == NULL) close(opened);
  return entries;
}

static void look_at_descriptors(struct search *search, int thread) {
  DIR *entries = open_list(thread, "fd");
  if (entries == NULL) {
    could_not_look(search, thread, errno);
    return;
  }
  const struct dirent *entry;
  while ((entry = readdir(entries)) != NULL) {
    struct stat status;
    if (fstatat(dirfd(entries), entry->d_name, &status, 0) != 0) {
      could_not_look(search, thread, errno);
      continue;
    }
    if (S_ISSOCK(status.st_mode) && holds_others(thread, entry->d_name)) search->is_partial = 1;
    look_at_file(search, &status);
  }
  closedir(entries);
}

// The devices of files in memory, which take no space on a disk.
static void find_memory(struct search *search) {
  static const char *const folders[] = {"/tmp", "/dev/shm"};
  for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
    struct statfs system;
    struct stat status;
    if (statfs(folders[i], &system) == 0 && system.f_type == 0x01021994 /* tmpfs */ &&
        stat(folders[i], &status) == 0 && status.st_dev != search->device)
      search->memory[i] = status.st_dev;
  }
}

// Looks at a line "FROM-TO RIGHTS OFFSET DEVICE FILE PATH" of a list of mappings. Some file systems have another
// number here than in stat, so all count that are not in memory.
static void look_at_mapping(struct search *search, const char *line) {
  static const char mark[] = " (deleted)";
  const size_t length = strlen(line), tail = sizeof mark - 1;
  if (length < tail || strcmp(line + length - tail, mark) != 0) return;
  unsigned major = 0, minor = 0;
  unsigned long long file = 0;
  int path = 0;
  if (sscanf(line, "%*s %*s %*s %x:%x %llu %n", &major, &minor, &file, &path) != 3 || path == 0)
    return;
  // What processes share without a file.
  if (strcmp(line + path, "/dev/zero (deleted)") == 0) return;
  const dev_t device = makedev(major, minor);
  if (device == search->memory[0] || device == search->memory[1]) return;
  if (!is_counted(search, (ino_t)file)) search->is_partial = 1;
}

// Returns whether the thread has any mappings: one that has ended has none.
static int look_at_mappings(struct search *search, int thread) {
  int opened = openat(thread, "maps", O_RDONLY | O_CLOEXEC);
  FILE *file = opened < 0 ? NULL : fdopen(opened, "r");
  if (file == NULL) {
    could_not_look(search, thread, errno);
    if (opened >= 0) close(opened);
    return 0;
  }
  char *line = NULL;
  size_t room = 0;
  ssize_t length;
  int lines = 0;
  while (!search->is_partial && (length = getline(&line, &room, file)) > 0) {
    lines++;
    if ((size_t)length > search->mappings_left) search->is_partial = 1;
    else search->mappings_left -= (size_t)length;
    if (line[length - 1] == '\n') line[length - 1] = 0;
    look_at_mapping(search, line);
  }
  free(line);
  fclose(file);
  return lines > 0 || search->is_partial;
}

static int shares_descriptors(pid_t one, pid_t other) {
  return syscall(SYS_kcmp, one, other, 2 /* KCMP_FILES */, 0UL, 0UL) == 0;
}

// The first thread may have ended while others live, and a thread may have descriptors of its own.
static void look_at_process(struct search *search, pid_t id) {
  char path[48];
  snprintf(path, sizeof path, "/proc/%d/task", (int)id);
  DIR *threads = open_list(AT_FDCWD, path);
  if (threads == NULL) {
    if (errno != ENOENT && errno != ESRCH) search->is_partial = 1;
    return;
  }
  pid_t looked_at = 0;
  int has_mappings = 0;
  const struct dirent *entry;
  while ((entry = readdir(threads)) != NULL) {
    if (!isdigit((unsigned char)entry->d_name[0])) continue;
    const pid_t thread_id = (pid_t)strtol(entry->d_name, NULL, 10);
    if (has_mappings && shares_descriptors(looked_at, thread_id)) continue;
    int thread = openat(dirfd(threads), entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (thread < 0) continue;
    look_at_descriptors(search, thread);
    looked_at = thread_id;
    if (!has_mappings) {
      struct stat status;
      if (fstatat(thread, "exe", &status, 0) == 0) look_at_file(search, &status);
      else could_not_look(search, thread, errno);
      has_mappings = look_at_mappings(search, thread);
    }
    close(thread);
  }
  closedir(threads);
}

uint64_t unlinked_bytes(const struct process *processes, size_t count, dev_t device,
                        int *is_partial) {
  static struct search search;
  search = (struct search){.device = device, .mappings_left = MAPPINGS};
  find_memory(&search);
  for (size_t i = 0; i < count; i++) look_at_process(&search, processes[i].id);
  if (search.is_partial) *is_partial = 1;
  return search.bytes;
}
