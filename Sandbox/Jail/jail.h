// wisp-jail: process 1 of a sandbox. See main.c for what it does and the words it reports.
#pragma once

#include "landlock.h"

#include <stdint.h>

// The most paths that can be granted.
#define GRANTS 256
// The most folders that can be watched of each kind.
#define FOLDERS 32

struct options {
  // Read end of a pipe whose only write end is in the process outside: its end ends the sandbox.
  int lifeline;
  // Write end of the pipe for the report.
  int status;
  // Wall-clock limit; 0 for none.
  uint64_t milliseconds;
  // Limits of the command; 0 for none. Of the processes at a time, of one file, of one process.
  uint64_t processes;
  // Threads that the kernel counts with them though they are not the command's.
  uint64_t threads_elsewhere;
  uint64_t file_bytes;
  uint64_t open_files;
  uint64_t address_bytes;
  uint64_t data_bytes;
  uint64_t cpu_seconds;
  uint64_t nice;
  // Whether standard input is a terminal of the command's own, to become its controlling one.
  uint64_t terminal;
  // End of a socket pair over which sockets of this namespace are handed out; 0 for none.
  uint64_t channel;
  // Where to listen on loopback for what the command asks of the network; 0 for nowhere.
  uint64_t proxy_port;
  // Totals that are watched; 0 for none. Of all processes with the memory-backed folders, and of each
  // of the writable folders.
  uint64_t memory_bytes;
  uint64_t disk_bytes;
  uint64_t disk_files;
  // Without namespaces of its own: Landlock and the stricter filter stand alone.
  uint64_t alone;
  // Whether the command may make Unix sockets.
  uint64_t unix_sockets;
  // What Landlock grants: `read=`, `write=`, `device=` and `list=`, each with a path.
  struct granted_path grants[GRANTS];
  size_t grant_count;
  // Memory-backed folders (`memory=`), to be watched.
  const char *memory_folders[FOLDERS];
  size_t memory_folder_count;
  // Writable folders on disk: with `disk=` the whole may be as large as the limit, with `growth=` it may
  // become larger by that much.
  const char *disk_folders[FOLDERS];
  uint8_t is_growth[FOLDERS];
  size_t disk_folder_count;
  // Where the command starts (`chdir=`); null for where this was started. Its environment is that of this
  // with what `env=NAME=VALUE` adds.
  const char *directory;
  // The command, ended by a null pointer.
  char **command;
};

// What the child writes when a step before the command's own first instruction failed.
struct child_failure {
  int32_t step;
  int32_t error;
};

// Copies the arguments and shows `wisp-jail` in their place: every process of the sandbox can read those of
// process 1, and they tell one run from another. Returns null if there is no memory.
char **take_arguments(int count, char **arguments);

// Leaves the list of mounts for an empty one, so that nobody inside reads the host's paths in it: this process
// and what it starts belong to a new namespace of mounts, and keep the root of the old one. What is mounted stays
// as it is. Needs CAP_SYS_ADMIN and CAP_SYS_CHROOT; without them all stays as it is. Returns 0, or -1 with errno.
int hide_mounts(void);

// Gives up every capability, for good. Returns 0, or -1 with errno.
int drop_capabilities(void);

// Reads the arguments; returns the name of the first one that is wrong, or null.
const char *parse_options(int count, char **arguments, struct options *options);

// In the child: takes every step up to the command. Returns only on failure, after reporting it.
void become_command(const struct options *options, int failures);

// Hands out a socket that listens on the proxy's port. Returns 0, or -1 with errno.
int hand_out_listener(const struct options *options);

// Answers one request for a socket: a byte, '4' or '6'. Returns -1 once the channel is of no more use.
int answer_channel(int channel);

// The word for a step, for the report.
const char *step_name(int32_t step);

// Ends every descendant of this process, until none is left: for where no namespace does it.
void end_descendants(void);
