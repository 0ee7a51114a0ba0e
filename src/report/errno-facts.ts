/**
 * What Linux says of error codes: number and meaning, from include/uapi/asm-generic/errno-base.h and errno.h (35 to 133)
 * and include/linux/errno.h (512 on, never seen by user space); for some, the block layer status whose image they are,
 * from blk_errors[] in block/blk-core.c: a bio can end with these, so none is private to a file system.
 */
export type ErrnoFact = { readonly number: number; readonly meaning: string; readonly status: string | null };

const NAMED: readonly (readonly [number, string, string])[] = [
  [1, "EPERM", "operation not permitted"],
  [2, "ENOENT", "no such file or directory"],
  [3, "ESRCH", "no such process"],
  [4, "EINTR", "a signal interrupted the call"],
  [5, "EIO", "input or output error"],
  [6, "ENXIO", "no such device or address"],
  [7, "E2BIG", "argument list too long"],
  [8, "ENOEXEC", "not an executable format"],
  [9, "EBADF", "bad file descriptor"],
  [10, "ECHILD", "no child process; in path walks: fall back from RCU mode"],
  [11, "EAGAIN", "try again; also EWOULDBLOCK, the call would have to wait"],
  [12, "ENOMEM", "out of memory"],
  [13, "EACCES", "permission denied"],
  [14, "EFAULT", "bad address in user memory"],
  [15, "ENOTBLK", "block device required; in iomap: finish through the page cache"],
  [16, "EBUSY", "device or resource busy; of invalidation: a folio could not be removed"],
  [17, "EEXIST", "file exists"],
  [18, "EXDEV", "link across devices"],
  [19, "ENODEV", "no such device"],
  [20, "ENOTDIR", "not a directory"],
  [21, "EISDIR", "is a directory"],
  [22, "EINVAL", "invalid argument"],
  [23, "ENFILE", "too many open files in the system"],
  [24, "EMFILE", "too many open files in the process"],
  [25, "ENOTTY", "no such ioctl for this file"],
  [26, "ETXTBSY", "text file busy"],
  [27, "EFBIG", "file too large"],
  [28, "ENOSPC", "no space left on the device"],
  [29, "ESPIPE", "cannot seek"],
  [30, "EROFS", "read-only file system"],
  [31, "EMLINK", "too many links"],
  [32, "EPIPE", "broken pipe"],
  [33, "EDOM", "argument out of the domain of the function"],
  [34, "ERANGE", "result out of range"],
  [35, "EDEADLK", "waiting would be a deadlock; also EDEADLOCK"],
  [36, "ENAMETOOLONG", "file name too long"],
  [37, "ENOLCK", "no record locks available"],
  [38, "ENOSYS", "no such system call"],
  [39, "ENOTEMPTY", "directory not empty"],
  [40, "ELOOP", "too many symbolic links"],
  [42, "ENOMSG", "no message of that type"],
  [52, "EBADE", "invalid exchange"],
  [61, "ENODATA", "no data available"],
  [62, "ETIME", "timer expired"],
  [67, "ENOLINK", "link severed"],
  [71, "EPROTO", "protocol error"],
  [74, "EBADMSG", "bad message; in XFS also EFSBADCRC, a wrong checksum"],
  [75, "EOVERFLOW", "value too large for its type"],
  [78, "EREMCHG", "remote address changed; in XFS before 2020: finish through the page cache"],
  [84, "EILSEQ", "illegal byte sequence"],
  [90, "EMSGSIZE", "message too long"],
  [92, "ENOPROTOOPT", "protocol not available; in XFS since 6.16: the hardware cannot write this atomically"],
  [95, "EOPNOTSUPP", "operation not supported"],
  [110, "ETIMEDOUT", "timed out"],
  [111, "ECONNREFUSED", "connection refused"],
  [114, "EALREADY", "operation already in progress"],
  [115, "EINPROGRESS", "operation now in progress"],
  [116, "ESTALE", "stale file handle"],
  [117, "EUCLEAN", "structure needs cleaning; in XFS also EFSCORRUPTED"],
  [121, "EREMOTEIO", "remote input or output error"],
  [109, "ETOOMANYREFS", "too many references"],
  [122, "EDQUOT", "quota exceeded"],
  [125, "ECANCELED", "operation cancelled"],
  [512, "ERESTARTSYS", "restart the call after a signal, if its handler says so"],
  [513, "ERESTARTNOINTR", "restart the call after a signal, always"],
  [517, "EPROBE_DEFER", "the driver asks to be probed later"],
  [518, "EOPENSTALE", "the open found a stale entry: look up again"],
  [524, "ENOTSUPP", "operation not supported, of NFS"],
  [529, "EIOCBQUEUED", "the request is in flight, its completion follows: no error"],
];

const IMAGES: ReadonlyMap<string, string> = new Map([
  ["EOPNOTSUPP", "BLK_STS_NOTSUPP"],
  ["ETIMEDOUT", "BLK_STS_TIMEOUT"],
  ["ENOSPC", "BLK_STS_NOSPC"],
  ["ENOLINK", "BLK_STS_TRANSPORT"],
  ["EREMOTEIO", "BLK_STS_TARGET"],
  ["EBADE", "BLK_STS_RESV_CONFLICT"],
  ["ENODATA", "BLK_STS_MEDIUM"],
  ["EILSEQ", "BLK_STS_PROTECTION"],
  ["ENOMEM", "BLK_STS_RESOURCE"],
  ["EBUSY", "BLK_STS_DEV_RESOURCE"],
  ["EAGAIN", "BLK_STS_AGAIN"],
  ["ENODEV", "BLK_STS_OFFLINE"],
  ["EREMCHG", "BLK_STS_DM_REQUEUE"],
  ["ETOOMANYREFS", "BLK_STS_ZONE_OPEN_RESOURCE"],
  ["EOVERFLOW", "BLK_STS_ZONE_ACTIVE_RESOURCE"],
  ["ETIME", "BLK_STS_DURATION_LIMIT"],
  ["EINVAL", "BLK_STS_INVAL"],
  ["EIO", "BLK_STS_IOERR"],
]);

const ALIASES: ReadonlyMap<string, string> = new Map([
  ["EWOULDBLOCK", "EAGAIN"],
  ["EDEADLOCK", "EDEADLK"],
  ["EFSCORRUPTED", "EUCLEAN"],
  ["EFSBADCRC", "EBADMSG"],
  ["ENOTSUP", "EOPNOTSUPP"],
]);

const FACTS: ReadonlyMap<string, ErrnoFact> = new Map(
  NAMED.map(([number, name, meaning]) => [name, { number, meaning, status: IMAGES.get(name) ?? null }]),
);

/** Null for a name that Linux does not have, or that is not in the table. */
export function errnoFact(name: string): ErrnoFact | null {
  return FACTS.get(ALIASES.get(name) ?? name) ?? null;
}

export function errnoNames(): string[] {
  return [...FACTS.keys(), ...ALIASES.keys()];
}
