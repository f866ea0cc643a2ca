import type { CallOptions } from './calls.ts'
import type { Wechat } from './client.ts'
import { isWechatError, WechatError } from './errors.ts'

/** What `uploadImages` takes as its third argument. */
export interface UploadImagesOptions extends CallOptions {
  /** Called after each picture: how many are uploaded, of how many. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined
}

/**
 * Uploads pictures one after the other, since clients bear one at a time only.
 *
 * @param wechat what `createWechat` returned
 * @param localIds what `chooseImage` gave
 * @param options may be left out
 * @param options.signal rejects with the signal's reason; no further picture is uploaded
 * @param options.timeout milliseconds for each picture
 * @returns the serverIds, in the order of the localIds; they are good for three days
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
  const [, type, base64 = ''] = localData.split(/[:;,]/).filter((part) => part !== 'base64')
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  return new Blob([bytes], { type })
}
