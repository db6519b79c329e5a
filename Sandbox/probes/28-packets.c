// Sockets below and beside the internet's.
// expect: packets | root done | EAFNOSUPPORT
// expect: raw | root done | EPERM,EPROTONOSUPPORT
// expect: ping | * | EPROTONOSUPPORT
// expect: kernel cryptography | * | EAFNOSUPPORT
// expect: host of the virtual machine | * | EAFNOSUPPORT
// expect: Bluetooth | * | EAFNOSUPPORT
// expect: kernel events | * | EPROTONOSUPPORT
// expect: new network device | * | EPERM
#include "probe.h"
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <netinet/in.h>
#include <sys/socket.h>
PROBE {
  UNUSED;
  came("packets", socket(AF_PACKET, SOCK_RAW, htons(3)));
  came("raw", socket(AF_INET, SOCK_RAW, IPPROTO_ICMP));
  if (!INSIDE) return 0;
  came("ping", socket(AF_INET, SOCK_DGRAM, IPPROTO_ICMP));
  came("kernel cryptography", socket(38, SOCK_SEQPACKET, 0));
  came("host of the virtual machine", socket(40, SOCK_STREAM, 0));
  came("Bluetooth", socket(31, SOCK_RAW, 1));
  came("kernel events", socket(AF_NETLINK, SOCK_RAW, NETLINK_KOBJECT_UEVENT));
  int routes = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
  struct {
    struct nlmsghdr head;
    struct ifinfomsg body;
  } request = {.head = {.nlmsg_len = sizeof request, .nlmsg_type = RTM_NEWLINK,
                        .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE}};
  struct {
    struct nlmsghdr head;
    struct nlmsgerr error;
    char rest[256];
  } answer = {0};
  if (send(routes, &request, sizeof request, 0) > 0) recv(routes, &answer, sizeof answer, 0);
  errno = -answer.error.error;
  came("new network device", errno == 0 ? 0 : -1);
}
