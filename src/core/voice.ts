import type { LocalMedia } from './api-types.ts'
import type { CallOptions } from './calls.ts'
import type { Wechat } from './client.ts'
import { pend } from './pending.ts'

/** A recording that is under way. */
export interface VoiceRecording {
  /** The recorded voice: when it is stopped, or when its limit of 60 s is reached. */
  readonly finished: Promise<LocalMedia>
  /**
   * Ends the recording, after one second at the earliest: clients cannot end a shorter one.
   *
   * @returns `finished`
   */
  stop(): Promise<LocalMedia>
}

/** Milliseconds before which clients fail to stop a recording. */
const SHORTEST = 1000

/** Milliseconds that the client may take to end it: nobody is asked. */
const PATIENCE = 10_000

/** Milliseconds after which a recording has ended, whether the client says so (some do not) or not. */
const LONGEST = 61_000

/**
 * Records the user's voice, 60 s at most. The client asks the user for his permission the first time.
 *
 * @param wechat what `createWechat` returned
 * @param options may be left out
 * @param options.signal ends the recording and rejects `finished` with the signal's reason
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html
 */
export function recordVoice(
  wechat: Pick<Wechat, 'startRecord' | 'stopRecord' | 'onVoiceRecordEnd'>,
  { signal }: Pick<CallOptions, 'signal'> = {},
): VoiceRecording {
  let limit = LONGEST
  let start: number | undefined
  let over = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let end = () => {}
  let unsubscribe = () => {}

  const schedule = () => {
    clearTimeout(timer)
    if (start !== undefined && !over) timer = setTimeout(end, start + limit - performance.now())
  }
  const stop = () => {
    limit = SHORTEST
    schedule()
    return finished
  }
  const finished = pend<LocalMedia>(new Set(), { signal }, (resolve, reject) => {
    unsubscribe = wechat.onVoiceRecordEnd((voice) => {
      over = true
      resolve(voice)
    })
    end = () => {
      over = true
      wechat.stopRecord({}, { timeout: PATIENCE }).then(resolve, reject)
    }
    wechat.startRecord().then(() => {
      start = performance.now()
      schedule()
    }, reject)
  }).finally(() => {
    unsubscribe()
    // After an abort the client still records, or is about to.
    limit = SHORTEST
    schedule()
  })
  // Whoever only calls `stop` has handled it there.
  finished.catch(() => {})
  return { finished, stop }
}
