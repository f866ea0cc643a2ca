import { shallowReactive } from 'vue'
import type { Souvenir } from './fields.ts'

/** What calls have brought so far that other calls take, the latest first. */
const kept = shallowReactive<Record<Souvenir, readonly string[]>>({
  picture: [],
  voice: [],
  pictureServerId: [],
  voiceServerId: [],
})

/** Which field of which result is worth keeping. */
const sources: Readonly<Record<string, readonly [field: string, kind: Souvenir]>> = {
  chooseImage: ['localIds', 'picture'],
  downloadImage: ['localId', 'picture'],
  uploadImage: ['serverId', 'pictureServerId'],
  stopRecord: ['localId', 'voice'],
  onVoiceRecordEnd: ['localId', 'voice'],
  downloadVoice: ['localId', 'voice'],
  uploadVoice: ['serverId', 'voiceServerId'],
}

/** Keeps what is in a result. */
export function keep(api: string, result: unknown): void {
  const [field, kind] = sources[api] ?? []
  if (!field || !kind) return
  const brought = [(result as Record<string, string | string[]>)[field] ?? []].flat()
  kept[kind] = [...new Set([...brought, ...kept[kind]])]
}

/** What was kept of a kind. */
export const souvenirs = (kind: Souvenir | undefined): readonly string[] => (kind ? kept[kind] : [])
