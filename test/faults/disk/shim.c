/* Fails the n-th write, fsync or rename on files of one folder, for tests: LD_PRELOAD, KG_FAULT_FOLDER, KG_FAULT="fsync 17 EIO" (or ENOSPC, SHORT).
 * It fails once: what comes after goes to the disk, as when a bad sector or a full disk was met in passing. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { OUT = 0, IN_FULL = 1, SHORT_WRITE = 2 };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char wanted[16], how[16], folder[PATH_MAX];
static long nth = 0, seen = 0;

__attribute__((constructor)) static void begin(void) {
  const char *fault = getenv("KG_FAULT"), *where = getenv("KG_FAULT_FOLDER");
  if (!fault || !where || sscanf(fault, "%15s %ld %15s", wanted, &nth, how) != 3) { nth = 0; return; }
  snprintf(folder, sizeof folder, "%s/", where);
}

static int in_folder(int fd) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strncmp(path, folder, strlen(folder)) == 0 && strstr(path, ".lock") == NULL && strstr(path, "-shm") == NULL;
}

/* What is to become of this call. */
static int fate(const char *kind) {
  if (nth == 0 || strcmp(kind, wanted) != 0) return OUT;
  pthread_mutex_lock(&lock);
  int hit = ++seen == nth;
  pthread_mutex_unlock(&lock);
  if (!hit) return OUT;
  dprintf(2, "shim: %s %ld %s\n", kind, nth, how);
  if (strcmp(how, "SHORT") == 0) return SHORT_WRITE;
  errno = strcmp(how, "ENOSPC") == 0 ? ENOSPC : EIO;
  return IN_FULL;
}

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL(ssize_t, write, int, const void *, size_t);
  if (fd > 2 && nth != 0 && in_folder(fd)) switch (fate("write")) { case IN_FULL: return -1; case SHORT_WRITE: return real(fd, bytes, count / 2); }
  return real(fd, bytes, count);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
  if (nth != 0 && in_folder(fd)) switch (fate("write")) { case IN_FULL: return -1; case SHORT_WRITE: return real(fd, bytes, count / 2, offset); }
  return real(fd, bytes, count, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
  REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
  if (nth != 0 && in_folder(fd)) switch (fate("write")) { case IN_FULL: return -1; case SHORT_WRITE: return real(fd, bytes, count / 2, offset); }
  return real(fd, bytes, count, offset);
}

int fsync(int fd) {
  REAL(int, fsync, int);
  return nth != 0 && in_folder(fd) && fate("fsync") != OUT ? -1 : real(fd);
}

int fdatasync(int fd) {
  REAL(int, fdatasync, int);
  return nth != 0 && in_folder(fd) && fate("fsync") != OUT ? -1 : real(fd);
}

int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  return nth != 0 && strncmp(to, folder, strlen(folder)) == 0 && fate("rename") != OUT ? -1 : real(from, to);
}
