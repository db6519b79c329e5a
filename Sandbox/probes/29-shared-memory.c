// Memory and messages that outlive a process, and others can find.
// expect: shared memory | done | EPERM
// expect: semaphores | done | EPERM
// expect: messages | done | EPERM
// expect: message queue | done | EMFILE,ENOSYS,EACCES,EPERM
#include "probe.h"
#include <mqueue.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/shm.h>
PROBE {
  UNUSED;
  int made = shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600);
  came("shared memory", made);
  if (made >= 0) shmctl(made, IPC_RMID, NULL);
  made = semget(IPC_PRIVATE, 1, IPC_CREAT | 0600);
  came("semaphores", made);
  if (made >= 0) semctl(made, 0, IPC_RMID);
  made = msgget(IPC_PRIVATE, IPC_CREAT | 0600);
  came("messages", made);
  if (made >= 0) msgctl(made, IPC_RMID, NULL);
  mqd_t queue = mq_open("/wisp-probe", O_CREAT | O_RDWR, 0600, NULL);
  came("message queue", queue);
  if (queue >= 0) mq_unlink("/wisp-probe");
}
