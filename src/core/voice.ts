import { pendingKey } from '../knowledge/keys.ts'
import type { LocalMedia } from './api-types.ts'
import type { CallOptions } from './calls.ts'
import type { Wechat } from './client.ts'
import { type Pending, pend } from './pending.ts'

/** A recording that is under way. */
export interface VoiceRecording {
  /**
   * The recorded voice: when it is stopped, or when its limit of 60 s is reached. Rejects when the client refuses, when
   * the recording ends without a voice, and on `dispose()`.
   */
  readonly finished: Promise<LocalMedia>
  /**
   * Asks the client to end the recording: at once, but not within the first second, in which clients cannot.
   *
   * @returns `finished`
   */
  stop(): Promise<LocalMedia>
}

/** Milliseconds before which clients fail to stop a recording. */
const MIN_RECORDING_MS = 1000

/** Milliseconds for the client's answer to `stopRecord`, which waits for no person. */
const STOP_LIMIT_MS = 10_000

/** Milliseconds after which a recording has ended; some clients do not report that. */
const MAX_RECORDING_MS = 61_000

/**
 * Records the user's voice, 60 s at most. The client asks the user for permission the first time.
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
  const pending = (wechat as { [pendingKey]?: Pending })[pendingKey] ?? new Set()
  const listen = wechat.onVoiceRecordEnd as (
    listener: (voice: LocalMedia) => void,
    onInvalid: (error: unknown) => void,
  ) => () => void
  const askedAt = performance.now()
  let limit = MAX_RECORDING_MS
  /** When the client answered that it records. */
  let start: number | undefined
  /** The start after which the client was asked to stop: `askedAt` when that start was not answered. */
  let stoppedFor: number | undefined
  let over = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let askToStop = (_since: number) => {}
  let unsubscribe = () => {}

  const schedule = (since: number | undefined) => {
    clearTimeout(timer)
    if (since !== undefined && since !== stoppedFor && !over)
      timer = setTimeout(askToStop, since + limit - performance.now(), since)
  }
  const stop = () => {
    limit = MIN_RECORDING_MS
    // A start that is never answered must not keep the client recording.
    schedule(start ?? askedAt)
    return finished
  }
  const finished = pend<LocalMedia>(pending, { signal }, (resolve, reject) => {
    const ended = (settle: () => void) => {
      over = true
      settle()
    }
    unsubscribe = listen(
      (voice) => ended(() => resolve(voice)),
      (error) => ended(() => reject(error)),
    )
    askToStop = (since) => {
      stoppedFor = since
      wechat.stopRecord({}, { timeout: STOP_LIMIT_MS }).then((voice) => ended(() => resolve(voice)), reject)
    }
    wechat.startRecord().then(
      () => {
        start = performance.now()
        schedule(start)
      },
      (error) => ended(() => reject(error)),
    )
  }).finally(() => {
    unsubscribe()
    // After an abort the client still records, or is about to.
    limit = MIN_RECORDING_MS
    schedule(start)
  })
  // The rejection is handled where `stop()` is awaited.
  finished.catch(() => {})
  return { finished, stop }
}
