/** The whole example of the language: every kind of declaration that a small spec has. */
export const example = `spec retry_demo "One writer that falls back to copy-on-write, one mapper that dirties the page";
hides "readers, power failure, more than one page";      // printed under every report

const PAGES = 1;                        // override: --set PAGES=2
type page = 0..PAGES-1;
enum io_mode { HW, COW }
errno EAGAIN, EBUSY, ENOPROTOOPT;

// What reviewers choose between. One exploration answers every choice.
knob errno HW_REFUSED in { EAGAIN, ENOPROTOOPT } = EAGAIN  "what ->iomap_begin returns when hardware cannot do it";
knob errno CACHE_BUSY in { EAGAIN, EBUSY }       = EAGAIN  "what a failed page cache invalidation becomes";
knob bool  DRAIN                                 = true    "wait for in-flight I/O before the CoW attempt";

design posted "as posted" { }
design merged "as merged" { HW_REFUSED = ENOPROTOOPT; }

rwsem iolock;
bool dirty[page];
0..2 in_flight;

errno invalidate(page p)
{
	if (dirty[p])
		return -CACHE_BUSY because page_dirty;
	return 0;
}

/// __iomap_dio_rw()
errno dio_write(page p, io_mode mode)
{
	errno ret = invalidate(p);
	if (ret != 0)
		return ret;
	if (mode == HW) {
		choose {
			return -HW_REFUSED because misaligned_extent;
		} or {
			in_flight += 1;
		}
	} else {
		assert no_trample (in_flight == 0) "CoW remap tramples in-flight I/O";
	}
	return 0;
}

task writer[1]
{
	io_mode mode = HW;
	lockmode how = SHARED;
	errno ret;
retry:
	lock(iolock, how);
	if (mode == COW && DRAIN)
		wait (in_flight == 0);
	ret = dio_write(0, mode);
	if (ret == -HW_REFUSED && mode == HW) {
		assert right_cause (cause(ret) == misaligned_extent) "CoW retry for the wrong reason";
		unlock(iolock);
		mode = COW;
		how = EXCL;
		goto retry;
	}
	unlock(iolock);
}

daemon mapper[1] { loop { dirty[0] = true; dirty[0] = false; } }

fair event io_done() when (in_flight > 0) { in_flight -= 1; }

invariant cow_is_exclusive "the CoW pass holds the iolock exclusively":
	forall (writer w) w.mode == COW && holds(w, iolock) => holds(w, iolock, EXCL);

liveness writer_returns "the retry loop ends": forall (writer w) eventually done(w);

expect posted violates only right_cause in 3;
expect merged holds;
`;
