/** Ends a lease. Ending one that has lapsed must leave its next holder alone. */
export interface Lease {
  (): Promise<void>
  /**
   * Lets the lease live for `ttl` milliseconds from now on, unless it has lapsed. Optional: without it a refresh that
   * takes longer than the lease may be done by two processes.
   */
  extend?(ttl: number): Promise<unknown>
}

/**
 * Where the signer keeps what it fetched. Any server that keeps a string for a while and can say "only if absent" will
 * do. Every method may reject: the signer then serves what it has in memory for as long as that is valid.
 */
export interface SignerStore {
  /**
   * The value, or `undefined` when it was never set or its time is over. A client that parses JSON by itself may give
   * back the parsed value.
   */
  get(key: string): Promise<string | undefined>
  /** Keeps the value for `ttl` milliseconds (a positive integer). */
  set(key: string, value: string, ttl: number): Promise<void>
  /**
   * Takes the lease on `key` for at most `ttl` milliseconds and returns the function that ends it, or `undefined` while
   * another process has it.
   */
  lease(key: string, ttl: number): Promise<Lease | undefined>
}

interface Kept {
  value: string
  until: number
}

/** From this number of entries on, expired ones are removed. */
const SWEEP_SIZE = 1000

/**
 * A store in this process's memory: the default, right for one process. `now` returns the time in milliseconds.
 */
export function memoryStore({ now = Date.now }: { now?: () => number } = {}): SignerStore {
  const kept = new Map<string, Kept>()
  let sweepAt = SWEEP_SIZE
  // In sweeps: a server that runs for months keeps at most twice what is alive.
  const keep = (key: string, entry: Kept) => {
    kept.set(key, entry)
    if (kept.size < sweepAt) return
    for (const [name, { until }] of kept) if (now() >= until) kept.delete(name)
    sweepAt = Math.max(SWEEP_SIZE, 2 * kept.size)
  }
  const find = (key: string) => {
    const found = kept.get(key)
    return found && now() < found.until ? found : undefined
  }
  return {
    async get(key) {
      return find(key)?.value
    },
    async set(key, value, ttl) {
      keep(key, { value, until: now() + ttl })
    },
    async lease(key, ttl) {
      const name = `lease:${key}`
      if (find(name)) return undefined
      const own = { value: '', until: now() + ttl }
      keep(name, own)
      return async () => {
        if (kept.get(name) === own) kept.delete(name)
      }
    },
  }
}
