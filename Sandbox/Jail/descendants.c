#define _GNU_SOURCE
#include "jail.h"
#include "processes.h"

#include <signal.h>
#include <sys/wait.h>

void end_descendants(void) {
  static struct process processes[PROCESSES];
  for (;;) {
    size_t count = list_processes(1, processes);
    if (count == 0) return;
    // Stopped first, so that none can start another while the list is gone through.
    for (size_t i = 0; i < count; i++) kill(processes[i].id, SIGSTOP);
    for (size_t i = 0; i < count; i++) kill(processes[i].id, SIGKILL);
    while (waitpid(-1, NULL, WNOHANG) > 0) {
    }
  }
}
