/* The calls behind CSystemd.h that need _GNU_SOURCE. */
#define _GNU_SOURCE

#include "CSystemd.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/fsuid.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

int duban_accept4(int listener) {
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    return fd < 0 ? -errno : fd;
}

int duban_epoll(void) {
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    return epoll < 0 ? -errno : epoll;
}

int duban_epoll_watch(int epoll, int fd, int input, int room, uint64_t token) {
    struct epoll_event event = {(input ? EPOLLIN : 0) | (room ? EPOLLOUT : 0), {.u64 = token}};
    int result;
    if (event.events == 0) {
        result = epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL);
        return result < 0 && errno != ENOENT ? -errno : 0;
    }
    result = epoll_ctl(epoll, EPOLL_CTL_MOD, fd, &event);
    if (result < 0 && errno == ENOENT)
        result = epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
    return result < 0 ? -errno : 0;
}

int duban_epoll_take(int epoll, struct duban_event *events, int max) {
    struct epoll_event ready[64];
    int count = epoll_wait(epoll, ready, max < 64 ? max : 64, 0);
    for (int index = 0; index < count; index++) {
        uint32_t what = ready[index].events;
        int gone = (what & (EPOLLHUP | EPOLLERR)) != 0;
        events[index] = (struct duban_event){
            ready[index].data.u64, gone || (what & EPOLLIN) != 0, gone || (what & EPOLLOUT) != 0};
    }
    return count < 0 ? -errno : count;
}

int duban_peer_credentials(int fd, struct duban_peer *out) {
    struct ucred credentials;
    socklen_t size = sizeof credentials;
    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &credentials, &size) < 0)
        return -errno;
    if (size != sizeof credentials)
        return -EINVAL;
    *out = (struct duban_peer){credentials.pid, credentials.uid, credentials.gid};
    return 0;
}

int duban_realtime_timer(void) {
    int timer = timerfd_create(CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
    return timer < 0 ? -errno : timer;
}

int duban_watch_clock_setting(int timer) {
    /* The kernel's own ceiling, KTIME_SEC_MAX: so late an expiry never comes. */
    struct itimerspec never = {.it_value = {.tv_sec = INT64_MAX / 1000000000}};
    int flags = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET;
    return timerfd_settime(timer, flags, &never, NULL) < 0 ? -errno : 0;
}

int duban_clock_was_set(int timer) {
    uint64_t expirations;
    if (read(timer, &expirations, sizeof expirations) >= 0)
        return 0;
    if (errno == ECANCELED)
        return 1;
    return errno == EAGAIN || errno == EINTR ? 0 : -errno;
}

int duban_set_filesystem_uid(uid_t uid) {
    setfsuid(uid);
    return duban_filesystem_uid() == uid ? 0 : -EPERM;
}

uid_t duban_filesystem_uid(void) {
    /* An invalid uid changes nothing, and the call answers the current one. */
    return (uid_t)setfsuid((uid_t)-1);
}

int duban_lock_file(int fd) {
    struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    if (fcntl(fd, F_OFD_SETLK, &whole) == 0)
        return 0;
    return errno == EACCES ? -EAGAIN : -errno;
}

void duban_unlock_file(int fd) {
    struct flock whole = {.l_type = F_UNLCK, .l_whence = SEEK_SET};
    fcntl(fd, F_OFD_SETLK, &whole);
}

ptrdiff_t duban_find(const void *haystack, size_t haystack_size, const void *needle,
                     size_t needle_size) {
    const char *hit = memmem(haystack, haystack_size, needle, needle_size);
    return hit == NULL ? -1 : hit - (const char *)haystack;
}

int duban_spawn_closing_from(posix_spawn_file_actions_t *actions, int first) {
    return -posix_spawn_file_actions_addclosefrom_np(actions, first);
}
