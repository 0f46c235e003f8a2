/* libsystemd, and the few Linux calls that Swift's Glibc module lacks. Own structs only: a header
 * that defines _GNU_SOURCE beside the Glibc module does not compile, so that stays in CSystemd.c.
 *
 * Every duban_* function that can fail answers a negative errno, as libsystemd does. */
#ifndef DUBAN_CSYSTEMD_H
#define DUBAN_CSYSTEMD_H

#include <spawn.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <sys/uio.h>

#include <systemd/sd-daemon.h>
#include <systemd/sd-id128.h>
#include <systemd/sd-journal.h>

/* Who is at the other end of a unix socket, as the kernel recorded it at connect(2): SO_PEERCRED of
 * unix(7). */
struct duban_peer {
    pid_t pid;
    uid_t uid;
    gid_t gid;
};

/* accept4(2) with SOCK_NONBLOCK and SOCK_CLOEXEC. Answers the new descriptor or -errno. */
int duban_accept4(int listener);

/* Fills *out with the credentials of the peer of a unix stream socket. Answers 0 or -errno. */
int duban_peer_credentials(int fd, struct duban_peer *out);

/* A descriptor of an epoll(7) instance that has something to tell. */
struct duban_event {
    /* What it was watched under. */
    uint64_t token;
    int readable;
    int writable;
};

/* A new epoll instance, close-on-exec. Answers it or -errno. */
int duban_epoll(void);

/* Watches `fd` for input, for room, or (neither) no more. A peer that is gone is told as both.
 * Answers 0 or -errno. */
int duban_epoll_watch(int epoll, int fd, int input, int room, uint64_t token);

/* Fills `events` with what there is to tell now, without waiting. Answers how many or -errno. */
int duban_epoll_take(int epoll, struct duban_event *events, int max);

/* A timerfd on CLOCK_REALTIME, non-blocking and close-on-exec, not armed. Answers it or -errno. */
int duban_realtime_timer(void);

/* Arms such a timer so that it never expires and becomes readable when the wall clock is set
 * (TFD_TIMER_CANCEL_ON_SET of timerfd_create(2)). Answers 0 or -errno. */
int duban_watch_clock_setting(int timer);

/* Reads such a timer. Answers 1 if the clock was set since it was armed, 0 if not, or -errno. */
int duban_clock_was_set(int timer);

/* Makes file accesses of the calling thread those of `uid` (setfsuid(2)) and verifies it, because
 * the call itself reports no failure. Answers 0 or -EPERM. */
int duban_set_filesystem_uid(uid_t uid);

/* The uid by which file accesses of the calling thread are judged. */
uid_t duban_filesystem_uid(void);

/* Takes an exclusive open-file-description lock (F_OFD_SETLK of fcntl(2)) on the whole file,
 * without waiting; closing the descriptor releases it. Answers 0, -EAGAIN if somebody holds one, or
 * -errno. */
int duban_lock_file(int fd);

/* Releases that lock. Closing alone does not, as long as a child that another thread is starting
 * has a copy of the descriptor. */
void duban_unlock_file(int fd);

/* The index of the first `needle` in `haystack` (memmem(3)), or -1. */
ptrdiff_t duban_find(const void *haystack, size_t haystack_size, const void *needle,
                     size_t needle_size);

/* Makes a child of posix_spawn(3) close all descriptors from `first` on, whatever the parent has
 * open. Answers 0 or a negative errno. */
int duban_spawn_closing_from(posix_spawn_file_actions_t *actions, int first);

#endif
