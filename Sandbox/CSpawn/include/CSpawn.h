// Starting a process with nothing inherited, and the few system calls around it that need C.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// The id that a sandbox started by root runs as. Fixed, outside the ranges that distributions and
// systemd hand out (65520 to 65533 are unused), and inside the 65536 ids a container usually has.
#define WISP_SANDBOX_ID 65528

// Where a sandbox started by root finds its mounts: see wisp_spawn_request.staged.
#define WISP_STAGE_FOLDER "/tmp"

enum wisp_stage {
  WISP_STAGE_FORK,
  WISP_STAGE_GROUP,
  WISP_STAGE_DESCRIPTORS,
  WISP_STAGE_SESSION,
  WISP_STAGE_NAMESPACE,
  WISP_STAGE_OPEN,
  WISP_STAGE_FOLDER_MOUNT,
  WISP_STAGE_MOUNT,
  WISP_STAGE_IDENTITY,
  WISP_STAGE_EXEC,
};

struct wisp_spawn_request {
  // Absolute path and arguments, ended by a null pointer. The environment is empty.
  const char *executable;
  char *const *arguments;
  // descriptors[i] becomes descriptor i; everything else is closed.
  const int *descriptors;
  size_t descriptor_count;
  // The member lists of control groups that the process joins, open for writing.
  const int *groups;
  size_t group_count;
  // When root: staged[i] of the host is bound at WISP_STAGE_FOLDER/i in a mount namespace of the
  // process's own, and the process becomes WISP_SANDBOX_ID. So folders behind closed homes can be
  // reached without being root. With none staged there is no such namespace.
  int as_root;
  const char *const *staged;
  size_t staged_count;
};

struct wisp_spawn_failure {
  int32_t stage;
  int32_t error;
  // Which of `staged` or `groups`, or -1.
  int32_t index;
};

// Starts a process in a session of its own. Returns its id once it runs `executable`, or -1 with
// `failure` filled in and nothing left running.
pid_t wisp_spawn(const struct wisp_spawn_request *request, struct wisp_spawn_failure *failure);

// Gives a file, or a folder and everything in it, to `id`, through descriptors and without following
// a link. Left alone: further names of a file that has several (the others may be elsewhere), and
// what lies deeper than 200 folders. Returns 0 or an errno.
int wisp_give(const char *path, uint32_t id);

// A descriptor for a process, close-on-exec; -1 with errno.
int wisp_pidfd_open(pid_t pid);

// Sends a signal through such a descriptor; 0, or -1 with errno.
int wisp_pidfd_kill(int pidfd, int signal);

// A pipe, close-on-exec. Returns 0, or an errno.
int wisp_pipe(int *reading, int *writing);

// Makes reads and writes of a descriptor return instead of waiting. Returns 0, or an errno.
int wisp_set_nonblocking(int descriptor);

// Moves up to `count` bytes to or from a pipe without copying them, and without waiting: EAGAIN where there
// is nothing to read or no room. Returns how many, 0 at the end, or -1 with errno; EINVAL where it cannot.
ssize_t wisp_move(int from, int to, size_t count);

// Keeps every signal from the calling thread, so that a broken pipe is an error of the write.
void wisp_block_signals(void);

// Waits for a child that has ended: its wait status in `status`; 0, or an errno.
int wisp_reap(pid_t pid, int *status);

// Where `wanted` lies first in `bytes`, or null.
const void *wisp_find(const void *bytes, size_t count, const void *wanted, size_t wanted_count);

// The parent of a process, or -1.
pid_t wisp_parent_of(pid_t pid);

// A TCP socket of either version of the internet protocol, close-on-exec; -1 with errno.
int wisp_stream_socket(int version6);

// A pair of connected stream sockets, close-on-exec. Returns 0, or an errno.
int wisp_socket_pair(int *one, int *other);

// Waits for one byte of a socket pair and the descriptor that came with it, -1 where none did. The
// descriptor is close-on-exec. Returns the byte, or -1 with errno (0 where the other end is closed).
int wisp_receive(int channel, int *descriptor);

// The same after a byte was sent: a request and its answer.
int wisp_request(int channel, char byte, int *descriptor);

// A pseudo terminal like the one at `model`: its modes and its size. Returns 0, or an errno.
int wisp_open_terminal(int model, int *controller, int *terminal);

// Keys as they are typed, nothing echoed, no signals: switches the terminal at `descriptor` and stores
// what it was in `before`, of WISP_TERMINAL_MODE_SIZE bytes. Returns 0, or an errno.
#define WISP_TERMINAL_MODE_SIZE 128
int wisp_terminal_raw(int descriptor, void *before);

// Switches it back; `flush` drops what was typed and not read.
void wisp_terminal_restore(int descriptor, const void *before, int flush);

// Gives the pseudo terminal of `controller` the size of the terminal at `model`.
void wisp_copy_terminal_size(int model, int controller);

// Sees to it that a program that is started without some of its standard streams does not take other files
// for them; done before main, wherever this is called.
void wisp_keep_standard_streams(void);

// From now on no core file is written of this process, and no other process of the same user can look into
// its memory or its environment; programs that it starts are as open as ever. Its own files in /proc belong to
// root then: see wisp_open_own.
void wisp_close_memory(void);

// Whether that was done.
int wisp_memory_is_closed(void);

// Opens a file of this process in /proc, close-on-exec, also if its memory is closed: that is open for the
// moment. Returns a descriptor, or -1 with errno.
int wisp_open_own(const char *path, int flags);

// From now on each change of the terminal's size writes a byte to `descriptor`; -1 ends that.
void wisp_notify_resize(int descriptor);
