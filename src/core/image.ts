import { inspectKey } from '../knowledge/keys.ts'
import type { CallOptions } from './calls.ts'
import type { Inspection, Wechat } from './client.ts'
import { isWechatError, WechatError } from './errors.ts'
import { pend } from './pending.ts'

/** What `uploadImages` takes as its third argument. */
export interface UploadImagesOptions extends CallOptions {
  /** Called after each picture: how many are uploaded, of how many. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/** Milliseconds after `chooseImage` in which some Android clients fail to upload. */
const UPLOAD_DELAY_MS = 100

/** Waits until the client can upload after the last `chooseImage` of this client object. */
async function untilUploadable(wechat: object, signal: AbortSignal | undefined): Promise<void> {
  const { calls = [] } = (wechat as { [inspectKey]?: () => Pick<Inspection, 'calls'> })[inspectKey]?.() ?? {}
  const ends = calls.flatMap(({ api, start, duration }) => (api === 'chooseImage' ? start + (duration ?? 0) : []))
  // Rounded up, since timers drop the fraction.
  const ms = Math.ceil(Math.max(...ends) + UPLOAD_DELAY_MS - performance.now())
  if (ms <= 0) return
  await pend<void>(new Set(), { signal }, (resolve) => {
    const timer = setTimeout(resolve, ms)
    return () => clearTimeout(timer)
  })
}

/**
 * Uploads pictures one after the other, since clients take one at a time only. The first waits until 100 ms after the
 * last `chooseImage`.
 *
 * @param wechat what `createWechat` returned
 * @param localIds what `chooseImage` gave
 * @param options may be left out
 * @param options.signal rejects with the signal's reason; no further picture is uploaded
 * @param options.timeout milliseconds for each picture
 * @returns the serverIds, in the order of the localIds; they are valid for three days
 * @throws {WechatError} of the first picture that fails, with the `serverIds` of those before it; no further one is
 * uploaded
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html
 */
export async function uploadImages(
  wechat: Pick<Wechat, 'uploadImage'>,
  localIds: readonly string[],
  { onProgress, ...options }: UploadImagesOptions = {},
): Promise<string[]> {
  const serverIds: string[] = []
  const all = [...localIds]
  for (const localId of all) {
    await untilUploadable(wechat, options.signal)
    const { serverId } = await wechat.uploadImage({ localId }, options).catch((error: unknown) => {
      if (!isWechatError(error)) throw error
      // A copy: the error of a configuration is everybody's.
      const { code, message } = error
      throw Object.assign(new WechatError(code), error, { message, serverIds })
    })
    serverIds.push(serverId)
    onProgress?.(serverIds.length, all.length)
  }
  return serverIds
}

/**
 * Gives a picture as a file, on every client.
 *
 * @param localId what `chooseImage` gave
 * @returns its data, of the type that its first bytes tell
 * @throws {WechatError} as `getLocalImgData` does
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/iOS_WKWebview.html
 */
export async function localImage(
  wechat: Pick<Wechat, 'getLocalImgData'>,
  localId: string,
  options?: CallOptions,
): Promise<Blob> {
  const { localData } = await wechat.getLocalImgData({ localId }, options)
  // Not by fetch(), which a Content-Security-Policy may forbid for data URLs.
  const [head = '', base64 = ''] = localData.split(',')
  return new Blob([bytesOf(base64)], { type: head.split(/[:;]/)[1] ?? '' })
}

/** A loop, since `Uint8Array.from` takes ten times as long; and in a plain function, which engines optimize sooner. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const native = Uint8Array as { fromBase64?(base64: string): Uint8Array<ArrayBuffer> }
  if (native.fromBase64) return native.fromBase64(base64)
  const binary = atob(base64)
  const { length } = binary
  const bytes = new Uint8Array(length)
  for (let index = 0; index < length; index++) bytes[index] = binary.charCodeAt(index)
  return bytes
}
