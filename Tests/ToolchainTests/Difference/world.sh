#!/bin/sh
# Prints all that a program can see of where it runs, a line for each fact. Left out is what is chance in every run:
# numbers of inodes, pipes and namespaces, times of the day, and what the kernel has counted.
tell() { sed "s|^|$1: |"; }
echo "program: $0"
env | sort | tell variable
id | tell user
umask | tell umask
pwd | tell folder
hostname | tell host
nice | tell niceness
nproc | tell processors
tell limit </proc/self/limits
tell group </proc/self/cgroup
cat /proc/self/oom_score_adj /proc/self/sessionid /proc/self/loginuid 2>&1 | tell kernel
echo
sed 's/-[0-9]*//' /proc/self/autogroup 2>&1 | tell kernel
for process in self 1; do
  for file in mountinfo mounts mountstats; do cat /proc/$process/$file 2>&1 | tell "$process $file"; done
  grep -Ev '^(State|VmHWM|VmRSS|Rss|VmPTE|VmPeak|voluntary|nonvoluntary|SigQ)' /proc/$process/status | tell "$process status"
  tr '\0' ' ' </proc/$process/cmdline | tell "$process arguments"
  echo | tell end
done
ls -d /proc/1 /proc/2 | tell process
for number in 0 1 2; do
  readlink /proc/$$/fd/$number | sed 's/[0-9][0-9]*/N/g' | tell "descriptor $number"
done
for file in /proc/$$/fd/*; do echo "open: ${file##*/}"; done
for number in 0 1 2; do grep flags /proc/$$/fdinfo/$number | tell "flags $number"; done
sed 's/^ *[0-9]*: \([0-9A-F:]*\) [0-9A-F:]* \([0-9A-F]*\) .*/\1 \2/' /proc/net/tcp | tell tcp
cut -d: -f1 /proc/net/dev | tell device
cat /proc/sys/kernel/hostname /proc/version /proc/filesystems | tell kernel
for place in / /dev /etc /tmp /usr; do
  find $place -maxdepth 1 -printf '%p %M %U:%G %l\n' 2>&1 | sort | tell file
done
for place in /scratch /data /tmp/home "$@"; do
  find "$place" -printf '%p %M n%n s%s %l\n' 2>&1 | sort | tell file
  find "$place" -newermt '1 minute ago' 2>&1 | sort | tell 'changed in the last minute'
  find "$place" -newerct '1 minute ago' 2>&1 | sort | tell 'noted in the last minute'
  stat -c '%n %w' "$place" 2>&1 | tell 'made'
  stat -f -c '%n %T' "$place" 2>&1 | tell 'file system'
done
stat -c '%n %d' /scratch /data | tell disk
find /scratch -printf '%p %T@\n' | sort | tell time
