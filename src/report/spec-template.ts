/** What `untorn init` writes: the retry pattern, with one violation to mend. Held to that by a test. */
export function specTemplate(name: string, file: string): string {
  return TEMPLATE.replaceAll("NAME", name).replaceAll("FILE", file);
}

const TEMPLATE = `spec NAME "One writer that goes another way when the fast one is refused, one mapper that dirties the page";
hides "readers, power failure, more than one page";

// untorn explores every interleaving of the steps below. A step is one statement that touches something shared.
//	untorn check FILE
// shows a violation: the retry starts for the wrong reason. The mistake is marked further down.

errno EAGAIN, EOPNOTSUPP;

// A knob is a choice under discussion, and a design a setting of the knobs.
//	untorn compare FILE
// answers all designs at once.
// MEND: make this = EOPNOTSUPP, a code that invalidate() never returns, and check again.
knob errno REFUSED in { EAGAIN, EOPNOTSUPP } = EAGAIN "what the fast way returns when it cannot be gone";

design posted "both failures return -EAGAIN" { REFUSED = EAGAIN; }
design another "a code of its own" { REFUSED = EOPNOTSUPP; }

enum io_mode { FAST, SLOW }

rwsem iolock;
bool dirty;		// the page cache holds newer data
0..1 in_flight;		// I/O that the device has not finished

/// invalidate_inode_pages2_range()
errno invalidate()
{
	if (dirty)
		return -EAGAIN because page_dirty;
	return 0;
}

/// __iomap_dio_rw()
errno submit(io_mode mode)
{
	errno ret = invalidate();
	if (ret != 0)
		return ret;
	if (mode == FAST) {
		// The hardware can do it or not: both are explored.
		choose {
			return -REFUSED because not_possible;
		} or {
			in_flight += 1;
		}
	}
	return 0;
}

task writer[1]
{
	io_mode mode = FAST;
	errno ret;
retry:
	lock(iolock, mode == SLOW ? EXCL : SHARED);
	if (mode == SLOW)
		wait (in_flight == 0);
	ret = submit(mode);
	unlock(iolock);
	if (ret == -REFUSED && mode == FAST) {
		assert right_cause (cause(ret) == not_possible) "the slow way, for the wrong reason";
		mode = SLOW;
		goto retry;
	}
}

// A daemon may run for ever. An event is the environment: it happens at any time its condition holds.
daemon mapper[1] { loop { dirty = true; dirty = false; } }
fair event io_done() when (in_flight > 0) { in_flight -= 1; }

invariant slow_is_exclusive "the slow way holds the lock exclusively":
	forall (writer w) w.mode == SLOW && holds(w, iolock) => holds(w, iolock, EXCL);

// What is known of the designs. \`untorn test FILE\` says whether it still comes out.
expect posted violates only right_cause;
expect another holds;
`;
