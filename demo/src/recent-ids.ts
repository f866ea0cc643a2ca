import { shallowReactive } from 'vue'
import { addressOf } from './card.ts'
import type { RecentId } from './fields.ts'
import { sandbox } from './wechat.ts'

type Kept = Exclude<RecentId, 'pictureUrl'>

/** What calls have brought so far that other calls take, the latest first. */
const kept = shallowReactive<Record<Kept, readonly string[]>>({
  picture: [],
  voice: [],
  pictureServerId: [],
  voiceServerId: [],
})

/** Which field of which result is worth keeping. */
const sources: Readonly<Record<string, readonly [field: string, kind: Kept]>> = {
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

/** Ids that the fake client answers to, until a call has brought one. */
const samples: Readonly<Record<Kept, string>> = {
  picture: 'wxLocalResource://sample-picture',
  voice: 'wxLocalResource://sample-voice',
  pictureServerId: 'sample-picture-server-id',
  voiceServerId: 'sample-voice-server-id',
}

/** What was kept of a kind; over the fake client a sample where there is nothing yet. */
export function recentIds(kind: RecentId | undefined): readonly string[] {
  if (!kind) return []
  if (kind === 'pictureUrl') return kept.picture.map(addressOf)
  return kept[kind].length === 0 && sandbox?.client ? [samples[kind]] : kept[kind]
}
