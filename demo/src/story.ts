import { shallowReactive } from 'vue'
import { recordVoice, type ShareContent, uploadImages, type Wechat } from 'wechat-ready'
import type { Text } from './words.ts'
import { t } from './words.ts'

/** What the steps of the job have brought so far. */
interface Brought {
  readonly localIds: readonly string[]
  readonly previewed: true
  readonly serverIds: readonly string[]
  readonly voice: string
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
  readonly title: Text
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
    title: ['Choose pictures', '选择图片'],
    verb: ['Choose pictures', '选择图片'],
    code: 'const { localIds } = await wechat.chooseImage({ count: 3 })',
    start: (wechat) => keep('localIds', wechat.chooseImage({ count: 3 }), ({ localIds }) => localIds),
  },
  {
    brings: 'previewed',
    takes: ['localIds'],
    api: 'previewImage',
    title: ['Look at those pictures', '预览刚才选的图片'],
    verb: ['Preview them', '预览'],
    code: 'await wechat.previewImage({ current: localIds[0], urls: localIds })',
    start: (wechat) => {
      const urls = [...taken('localIds')]
      return keep('previewed', wechat.previewImage({ current: urls[0] ?? '', urls }), () => true)
    },
  },
  {
    brings: 'serverIds',
    takes: ['localIds'],
    api: 'uploadImages',
    title: ['Upload them to WeChat', '上传到微信'],
    verb: ['Upload them', '上传'],
    code: 'const serverIds = await uploadImages(wechat, localIds)',
    start: (wechat) => keep('serverIds', uploadImages(wechat, taken('localIds')), (serverIds) => serverIds),
  },
  {
    brings: 'voice',
    takes: [],
    api: 'recordVoice',
    title: ['Record a greeting', '录一句问候'],
    verb: ['Record', '开始录音'],
    code: 'const recording = recordVoice(wechat)\nconst { localId } = await recording.stop()',
    start(wechat) {
      const { finished, stop } = recordVoice(wechat)
      return { ...keep('voice', finished, ({ localId }) => localId), stop }
    },
  },
  {
    brings: 'place',
    takes: [],
    api: 'getLocation',
    title: ['Find out where you are', '获取当前位置'],
    verb: ['Locate me', '定位'],
    code: "const place = await wechat.getLocation({ type: 'gcj02' })",
    start: (wechat) => keep('place', wechat.getLocation({ type: 'gcj02' }), (place) => place),
  },
  {
    brings: 'mapped',
    takes: ['place'],
    api: 'openLocation',
    title: ['Show that place on the map', '在地图上查看这个位置'],
    verb: ['Open the map', '打开地图'],
    code: "await wechat.openLocation({ ...place, name: 'Here' })",
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
    title: ["Scan the receiver's code", '扫描收件人的二维码'],
    verb: ['Scan a code', '扫一扫'],
    code: 'const { value } = await wechat.scanQRCode({ needResult: 1 })',
    start: (wechat) => keep('code', wechat.scanQRCode({ needResult: 1 }), ({ value, resultStr }) => value || resultStr),
  },
  {
    brings: 'card',
    takes: ['serverIds', 'place'],
    api: 'share',
    title: ['Share the postcard', '分享这张明信片'],
    verb: ['Share card', '设置分享卡片'],
    code: 'await wechat.share({ title, desc, link, imgUrl })',
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

/** What the results come to. */
function postcard(): ShareContent {
  const { latitude, longitude } = taken('place')
  const place = `${latitude.toFixed(2)}, ${longitude.toFixed(2)}`
  const count = taken('serverIds').length
  const { voice, code } = story
  const pictures = t([`${count} picture${count === 1 ? '' : 's'}`, `${count} 张图片`])
  const withVoice = voice ? t([' and a voice', '和一段语音']) : ''
  return {
    title: t([`A postcard from ${place}`, `来自 ${place} 的明信片`]),
    desc: pictures + withVoice + (code ? t([`, for ${code}`, `，寄给 ${code}`]) : ''),
    link: new URL('/', location.href).href,
    imgUrl: new URL('/card.png', location.href).href,
  }
}
