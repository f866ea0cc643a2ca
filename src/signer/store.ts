/**
 * Where the signer keeps what it fetched. Any server that keeps a string for a while and can say "only if absent" will
 * do. Every method may reject: the signer then serves what it has in memory for as long as that is valid.
 */
export interface SignerStore {
  /** The value, or `undefined` when it was never set or its time is over. */
  get(key: string): Promise<string | undefined>
  /** Keeps the value for `ttl` milliseconds (a positive integer). */
  set(key: string, value: string, ttl: number): Promise<void>
  /**
   * Takes the lease on `key` for at most `ttl` milliseconds and returns the function that gives it back, or `undefined`
   * when someone else has it. Giving back a lease that has meanwhile lapsed must leave its next holder alone.
   */
  lease(key: string, ttl: number): Promise<(() => Promise<void>) | undefined>
}

/** A store in this process's memory: the default, right for one process. `now` tells the time in milliseconds. */
export function memoryStore({ now = Date.now }: { now?: () => number } = {}): SignerStore {
  const kept = new Map<string, { value: string; until: number }>()
  let sweepAt = 1000
  // What is over goes in sweeps: a server that runs for months keeps no more than twice what is alive.
  const keep = (key: string, entry: { value: string; until: number }) => {
    kept.set(key, entry)
    if (kept.size < sweepAt) return
    for (const [name, { until }] of kept) if (now() >= until) kept.delete(name)
    sweepAt = Math.max(1000, 2 * kept.size)
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
      const mine = { value: '', until: now() + ttl }
      keep(name, mine)
      return async () => {
        if (kept.get(name) === mine) kept.delete(name)
      }
    },
  }
}
