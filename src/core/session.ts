/*
 * Who waits for the configuration, and what they get. The machine (machine.ts) says when a page is configured.
 */
import { stageLimits } from './attempt.ts'
import { WechatError } from './errors.ts'
import { type Configuration, type Configured, createMachine, type MachineParts } from './machine.ts'
import { pend } from './pending.ts'
import type { Bridge, WxSdk } from './sdk.ts'

export type { Configuration, Configured, WechatState } from './machine.ts'

export interface ReadyOptions {
  readonly signal?: AbortSignal | undefined
}

export type Session = ReturnType<typeof createSession>

/** What every part that talks to the client goes through. */
export function createSession(parts: MachineParts) {
  const { sdk, signatures, following, timeouts, pending } = parts
  const { wait, candidates, stop, ...machine } = createMachine(parts)
  const { current } = machine
  let disposed = false

  /** Throws outside WeChat and after dispose(). */
  const assertUsable = () => {
    if (disposed) throw new WechatError('disposed')
    if (!parts.environment().inWechat) throw new WechatError('not-in-wechat')
  }

  /**
   * Does something at the very moment at which the page is configured. After an `await` it may be too late: a page can
   * go on to another URL within the same task.
   */
  const whenReady = async <T>(
    act: (wx: WxSdk, configuration: Configuration) => T | Promise<T>,
    { signal }: ReadyOptions = {},
  ): Promise<T> => {
    const stages = timeouts.sdk + timeouts.bridge + timeouts.signature + timeouts.config
    const end = performance.now() + stages
    const late = () => new WechatError('config-timeout', 'the page kept changing its URL')
    for (;;) {
      assertUsable()
      following.start()
      const configuration = current()
      if (configuration && !signal?.aborted) return act(configuration.wx, configuration)
      // A timer takes no more than 31 bits; 0 would be no limit.
      const ms = Math.min(Math.max(end - performance.now(), 1), 2 ** 31 - 1)
      // Resolves when an attempt was successful. An aborted signal rejects there as well.
      await pend<void>(pending, { signal, ms, late }, (resolve, reject) => wait({ resolve, reject }))
    }
  }

  const bridge = async (signal?: AbortSignal): Promise<Bridge> => {
    assertUsable()
    return sdk.bridge(stageLimits('bridge', timeouts.bridge, { signal }))
  }

  return {
    ...machine,
    assertUsable,
    whenReady,
    ready: async (options?: ReadyOptions): Promise<Configured> => whenReady((_, { page }) => page, options),
    /** Resolves with the client's bridge, which is all that some calls need. */
    bridge,
    /** Resolves with the SDK when it is loaded and the client's bridge is there. */
    async sdk(signal?: AbortSignal): Promise<WxSdk> {
      const [loaded] = await Promise.all([sdk.load(stageLimits('sdk', timeouts.sdk, { signal })), bridge(signal)])
      return loaded
    },
    /** Fetches the signature of this URL. */
    async prefetch(url: string): Promise<void> {
      assertUsable()
      await signatures.get(candidates(url)[0], 'route', stageLimits('signature', timeouts.signature))
    },
    /** Called when the page's URL may have changed, its fragment included. */
    onMoved: (listener: () => void) =>
      following.onReport((report) => {
        if (report === 'moved') listener()
      }),
    dispose() {
      disposed = true
      const error = new WechatError('disposed')
      for (const cancel of [...pending]) cancel(error)
      stop()
    },
  }
}
