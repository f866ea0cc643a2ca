import { type ShallowRef, shallowRef, watchEffect } from 'vue'
import { sandbox, wechat } from './wechat.ts'

/** What an `<img>` shows of a local id. */
export async function sourceOf(localId: string): Promise<string> {
  // Without a call: the inspector lists those of the visitor alone.
  if (sandbox?.client) return sandbox.client.pictures.of(localId)
  try {
    return (await wechat.getLocalImgData({ localId })).localData
  } catch {
    // Not every client has the data; on those, the id itself can be shown.
    return localId
  }
}

/** The same for an id that may change. For `setup()`. */
export function usePicture(localId: () => string | undefined): ShallowRef<string | undefined> {
  const source = shallowRef<string>()
  watchEffect(async (onCleanup) => {
    let isCurrent = true
    onCleanup(() => {
      isCurrent = false
    })
    const id = localId()
    const found = id && (await sourceOf(id))
    if (isCurrent) source.value = found || undefined
  })
  return source
}
