#define _GNU_SOURCE
#include "processes.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Reads a file of /proc, ended by a zero; 0 where there is none any more.
static size_t read_file(const char *path, char *text, size_t room) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  size_t length = 0;
  while (length < room - 1) {
    ssize_t count = read(file, text + length, room - 1 - length);
    if (count <= 0) break;
    length += (size_t)count;
  }
  close(file);
  text[length] = '\0';
  return length;
}

// Fills in what the line of a process or a thread says, whose folder in /proc this is; 0 where there is none any more.
static int read_line(const char *folder, struct process *process) {
  char path[64], line[1024];
  snprintf(path, sizeof path, "%s/stat", folder);
  if (read_file(path, line, sizeof line) == 0) return 0;
  // The name is in brackets and may hold any character: the fields follow the last one.
  const char *rest = strrchr(line, ')');
  int parent = 0;
  unsigned long threads = 0;
  long pages = 0;
  if (rest == NULL ||
      sscanf(rest,
             ") %*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %lu %*d %*u "
             "%*u %ld",
             &parent, &threads, &pages) != 3)
    return 0;
  process->parent = parent;
  process->threads = (uint32_t)threads;
  process->resident_bytes = pages > 0 ? (uint64_t)pages * (uint64_t)sysconf(_SC_PAGESIZE) : 0;
  return 1;
}

// The memory of a process whose first thread has ended: the others still tell.
static uint64_t resident_bytes_of_threads(const char *folder) {
  char path[48];
  snprintf(path, sizeof path, "%s/task", folder);
  DIR *threads = opendir(path);
  if (threads == NULL) return 0;
  struct process thread = {0};
  const struct dirent *entry;
  while (thread.resident_bytes == 0 && (entry = readdir(threads)) != NULL) {
    if (!isdigit((unsigned char)entry->d_name[0])) continue;
    char line[64];
    snprintf(line, sizeof line, "%s/%.10s", path, entry->d_name);
    (void)read_line(line, &thread);
  }
  closedir(threads);
  return thread.resident_bytes;
}

static int read_process(pid_t id, struct process *process) {
  char folder[32];
  snprintf(folder, sizeof folder, "/proc/%d", (int)id);
  *process = (struct process){.id = id};
  if (!read_line(folder, process)) return 0;
  if (process->resident_bytes == 0 && process->threads > 1)
    process->resident_bytes = resident_bytes_of_threads(folder);
  return 1;
}

static int is_listed(const struct process *processes, size_t count, pid_t id) {
  for (size_t i = 0; i < count; i++)
    if (processes[i].id == id) return 1;
  return 0;
}

// Moves the descendants of the caller to the front and returns their number.
static size_t keep_descendants(struct process *processes, size_t count) {
  const pid_t self = getpid();
  size_t kept = 0;
  for (int found = 1; found;) {
    found = 0;
    for (size_t i = kept; i < count; i++) {
      if (processes[i].parent != self && !is_listed(processes, kept, processes[i].parent)) continue;
      struct process process = processes[i];
      processes[i] = processes[kept];
      processes[kept++] = process;
      found = 1;
    }
  }
  return kept;
}

size_t list_processes(int descendants_only, struct process *processes) {
  DIR *entries = opendir("/proc");
  if (entries == NULL) return 0;
  size_t count = 0;
  const struct dirent *entry;
  while (count < PROCESSES && (entry = readdir(entries)) != NULL) {
    if (!isdigit((unsigned char)entry->d_name[0])) continue;
    pid_t id = (pid_t)strtol(entry->d_name, NULL, 10);
    if (id == getpid()) continue;
    count += (size_t)read_process(id, &processes[count]);
  }
  closedir(entries);
  return descendants_only ? keep_descendants(processes, count) : count;
}

uint64_t proportional_bytes(const struct process *process) {
  char path[48], text[2048];
  snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)process->id);
  if (read_file(path, text, sizeof text) == 0) return process->resident_bytes;
  static const char *const fields[] = {"\nPss:", "\nSwapPss:"};
  uint64_t bytes = 0;
  for (size_t i = 0; i < 2; i++) {
    const char *line = strstr(text, fields[i]);
    if (line != NULL) bytes += strtoull(line + strlen(fields[i]), NULL, 10) << 10;
  }
  return bytes;
}

uint64_t threads_of_user(void) {
  static struct process processes[PROCESSES];
  size_t count = list_processes(0, processes);
  uint64_t threads = 0;
  for (size_t i = 0; i < count; i++) {
    char path[48];
    snprintf(path, sizeof path, "/proc/%d", (int)processes[i].id);
    struct stat status;
    if (stat(path, &status) == 0 && status.st_uid == getuid()) threads += processes[i].threads;
  }
  return threads;
}
