import { shallowReactive } from 'vue'
import { recordVoice, type ShareContent, uploadImages, type Wechat } from 'wechat-ready'
import { brief } from './brief.ts'
import { addressOf } from './card.ts'
import { keep as keepId } from './recent-ids.ts'
import { type Text, t } from './words.ts'

/** What the steps of the job have brought so far. */
interface Brought {
  readonly localIds: readonly string[]
  readonly previewed: true
  readonly serverIds: readonly string[]
  readonly voice: { readonly localId: string; readonly seconds: number }
  readonly place: { readonly latitude: number; readonly longitude: number }
  readonly mapped: true
  readonly code: string
  readonly card: ShareContent
}

type Key = keyof Brought

export const story = shallowReactive<{ -readonly [K in Key]?: Brought[K] | undefined }>({})

/** A step under way; `stop` where a person ends it. */
interface Work {
  readonly result: Promise<unknown>
  readonly stop?: () => unknown
}

/** One step of the job: a call that takes what those before it have brought. */
export interface StoryStep {
  readonly brings: Key
  readonly takes: readonly Key[]
  readonly api: string
  /** What its button says. */
  readonly verb: Text
  readonly code: string
  start(wechat: Wechat): Work
}

/** Keeps a field of a result for the steps after it, and drops what was made of the one before. */
function keep<K extends Key, Result>(key: K, work: Promise<Result>, pick: (result: Result) => Brought[K]): Work {
  const result = work.then((result) => {
    forget(key)
    story[key] = pick(result)
    if (key === 'localIds') keepId('chooseImage', result)
    if (key === 'voice') keepId('stopRecord', result)
    return result
  })
  return { result }
}

function forget(key: Key): void {
  for (const { brings, takes } of steps) {
    if (!takes.includes(key) || story[brings] === undefined) continue
    story[brings] = undefined
    forget(brings)
  }
}

const taken = <K extends Key>(key: K): Brought[K] => {
  const value = story[key]
  if (value === undefined) throw new Error(`The step that brings ${key} has not been taken`)
  return value as Brought[K]
}

/** The job: a postcard from where one is. */
export const steps: readonly StoryStep[] = [
  {
    brings: 'localIds',
    takes: [],
    api: 'chooseImage',
    verb: ['Choose pictures', '选择图片'],
    code: 'const { localIds } =\n  await wechat.chooseImage({ count: 3 })',
    start: (wechat) => keep('localIds', wechat.chooseImage({ count: 3 }), ({ localIds }) => localIds),
  },
  {
    brings: 'previewed',
    takes: ['localIds'],
    api: 'previewImage',
    verb: ['Preview them', '预览图片'],
    code: 'await wechat.previewImage({\n  current: localIds[0],\n  urls: localIds,\n})',
    start: (wechat) => {
      const urls = [...taken('localIds')]
      return keep('previewed', wechat.previewImage({ current: urls[0] ?? '', urls }), () => true)
    },
  },
  {
    brings: 'serverIds',
    takes: ['localIds'],
    api: 'uploadImages',
    verb: ['Upload them', '上传图片'],
    code: 'const serverIds =\n  await uploadImages(wechat, localIds)',
    start: (wechat) => keep('serverIds', uploadImages(wechat, taken('localIds')), (serverIds) => serverIds),
  },
  {
    brings: 'voice',
    takes: [],
    api: 'recordVoice',
    verb: ['Record a greeting', '录一句问候'],
    code: 'const recording = recordVoice(wechat)\nconst { localId } =\n  await recording.stop()',
    start(wechat) {
      const { finished, stop } = recordVoice(wechat)
      const start = performance.now()
      const seconds = () => Math.max(1, Math.round((performance.now() - start) / 1000))
      return { ...keep('voice', finished, ({ localId }) => ({ localId, seconds: seconds() })), stop }
    },
  },
  {
    brings: 'place',
    takes: [],
    api: 'getLocation',
    verb: ['Find out where I am', '获取当前位置'],
    code: "const place = await wechat.getLocation({\n  type: 'gcj02',\n})",
    start: (wechat) => keep('place', wechat.getLocation({ type: 'gcj02' }), (place) => place),
  },
  {
    brings: 'mapped',
    takes: ['place'],
    api: 'openLocation',
    verb: ['Show it on the map', '在地图上查看'],
    code: "await wechat.openLocation({\n  ...place,\n  name: 'Here',\n})",
    start(wechat) {
      const { latitude, longitude } = taken('place')
      const name = t(['Here', '这里'])
      return keep('mapped', wechat.openLocation({ latitude, longitude, name, scale: 16 }), () => true)
    },
  },
  {
    brings: 'code',
    takes: [],
    api: 'scanQRCode',
    verb: ["Scan the receiver's code", '扫描收件人的二维码'],
    code: 'const { value } =\n  await wechat.scanQRCode({\n    needResult: 1,\n  })',
    start: (wechat) => keep('code', wechat.scanQRCode({ needResult: 1 }), ({ value, resultStr }) => value || resultStr),
  },
  {
    brings: 'card',
    takes: ['serverIds', 'place'],
    api: 'share',
    verb: ['Share the postcard', '分享这张明信片'],
    code: 'await wechat.share({\n  title, desc, link, imgUrl,\n})',
    start(wechat) {
      const content = postcard()
      return keep('card', wechat.share(content), () => content)
    },
  },
]

/** What has gone wrong at a step: the job goes on with the next one that can do without. */
export const failed = shallowReactive(new Set<Key>())

export const isDone = ({ brings }: StoryStep): boolean => story[brings] !== undefined

/** Whether a step has what it takes. */
export const isOpen = ({ takes }: StoryStep): boolean => takes.every((key) => story[key] !== undefined)

/** The step that comes next. */
export const nextStep = (): StoryStep | undefined =>
  steps.find((step) => !isDone(step) && !failed.has(step.brings) && isOpen(step))

/** The step to show: the next one, or where none is left the first that failed; `undefined` when all is done. */
export const currentStep = (): StoryStep | undefined =>
  story.card ? undefined : (nextStep() ?? steps.find((step) => !isDone(step)))

/** Starts again with an empty postcard. */
export function startAgain(): void {
  failed.clear()
  for (const { brings } of steps) story[brings] = undefined
}

/** Where the postcard comes from; `undefined` before the place is known. */
export const placeName = (): string | undefined =>
  story.place && `${story.place.latitude.toFixed(2)}, ${story.place.longitude.toFixed(2)}`

/** What the results come to. */
function postcard(): ShareContent {
  taken('place')
  const count = taken('serverIds').length
  const { voice, code, localIds } = story
  const pictures = t([`${count} picture${count === 1 ? '' : 's'}`, `${count} 张图片`])
  const withVoice = voice ? t([' and a voice', '和一段语音']) : ''
  return {
    title: t([`A postcard from ${placeName()}`, `来自 ${placeName()} 的明信片`]),
    desc: pictures + withVoice + (code ? t([`, for ${brief(code)}`, `，寄给 ${brief(code)}`]) : ''),
    link: new URL('/', location.href).href,
    imgUrl: addressOf(localIds?.[0]),
  }
}
