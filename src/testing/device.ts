import { rows } from '../core/api.ts'
import { list, number, text } from '../core/table.ts'
import { webName } from './names.ts'
import { picture } from './pictures.ts'
import type { PlatformFacts } from './platforms.ts'
import { sampleCardCode, sampleResults } from './samples.ts'
import type { Answer } from './script.ts'
import type { Message } from './verification.ts'

/** What the device needs of the client that runs on it. */
export interface DeviceHost {
  readonly document: Document
  readonly facts: PlatformFacts
  /** Whether the client has an API; `undefined` where it does not report it. */
  checks(api: string): boolean | undefined
  emit(event: string, data: Message): void
  later(milliseconds: number, task: () => void): void
}

/** The phone that the fake runs on: its pictures, voices, location and wallet. */
export interface Device {
  /** Believable data for a call without a scripted reply. */
  answer(api: string, params: Message): Answer
  /** Keeps a picture and gives its local id. */
  keepPicture(dataUrl: string): string
  /** The picture behind a local id; any other id has a picture as well. */
  pictureOf(localId: string): string
}

/** An `<img>` returns a local id with its scheme in lower case. */
const keyOf = (localId: string) => localId.replace(/^\w+:/, (scheme) => scheme.toLowerCase())

/** A recording ends by itself after a minute. */
const recordLimit = 60_000

export function createDevice(client: DeviceHost): Device {
  const { document } = client
  const pictures = new Map<string, string>()
  const uploads = new Map<string, string>()
  const voices = new Map<string, number>()
  let made = 0
  let recording: { id: string; since: number } | undefined
  let playing: object | undefined

  const localId = (kind: string) => `${client.facts.localId}${kind}${Date.now()}${++made}`
  const keepPicture = (dataUrl: string) => {
    const id = localId('')
    pictures.set(keyOf(id), dataUrl)
    return id
  }
  const pictureOf = (id: string) => pictures.get(keyOf(id)) ?? picture(document, hash(id))
  const upload = ({ localId }: Message) => {
    const serverId = `${made++}`.padStart(4, '0').padEnd(64, 'wechatReadyFakeMedia')
    uploads.set(serverId, String(localId))
    return { serverId }
  }
  const download = (kind: string) => (params: Message) => ({
    localId: uploads.get(String(params.serverId)) ?? localId(kind),
  })

  /** Ends the recording, if there is one: its local id. */
  const endRecording = () => {
    if (!recording) return undefined
    const { id, since } = recording
    voices.set(id, Date.now() - since)
    recording = undefined
    return { localId: id }
  }

  const answers: Record<string, (params: Message) => Answer> = {
    checkJsApi: ({ jsApiList }) => ({
      checkResult: Object.fromEntries(
        (Array.isArray(jsApiList) ? jsApiList : [])
          .map((native) => [webName(native), client.checks(webName(native))] as const)
          .filter(([, has]) => has !== undefined),
      ),
    }),

    chooseImage: ({ count }) => ({
      localIds: Array.from({ length: Math.min(Number(count) || 1, 2) }, () => keepPicture(picture(document, made))),
    }),
    getLocalImgData: ({ localId }) => {
      const [type, data = ''] = pictureOf(String(localId)).split(',')
      const bare = client.facts.imageData === 'base64'
      return {
        localData: bare ? data.replace(/.{76}/g, '$&\n') : `${type?.replace('image/jpeg', 'image/jgp')},${data}`,
      }
    },
    uploadImage: upload,
    downloadImage: download(''),

    startRecord: () => {
      const started = { id: localId('voice'), since: Date.now() }
      recording = started
      client.later(recordLimit, () => {
        if (recording === started) client.emit('onVoiceRecordEnd', { ...endRecording() })
      })
      return {}
    },
    stopRecord: () => endRecording() ?? 'fail',
    playVoice: ({ localId }) => {
      const played = {}
      playing = played
      client.later(voices.get(String(localId)) ?? 1000, () => {
        if (playing === played) client.emit('onVoicePlayEnd', { localId })
      })
      return {}
    },
    pauseVoice: () => {
      playing = undefined
      return {}
    },
    stopVoice: () => {
      playing = undefined
      return {}
    },
    uploadVoice: upload,
    downloadVoice: download('voice'),
    translateVoice: () => sampleResults.translateVoice,

    getNetworkType: () => sampleResults.getNetworkType,
    // China's own coordinates (GCJ-02) are some 500 m off those of GPS.
    getLocation: ({ type }) => ({
      ...sampleResults.getLocation,
      ...(type !== 'gcj02' && { latitude: 23.10914, longitude: 113.31908 }),
    }),
    scanQRCode: ({ needResult }) => (needResult ? sampleResults.scanQRCode : {}),

    openAddress: () => sampleResults.openAddress,
    addCard: ({ card_list }) => ({
      cardList: (Array.isArray(card_list) ? card_list : []).map(({ card_id, card_ext }) => ({
        cardId: card_id,
        cardExt: card_ext,
        code: sampleCardCode,
      })),
    }),
    chooseCard: ({ card_id }) => ({
      cardList: [{ ...sampleResults.chooseCard, ...(card_id ? { card_id } : {}) }],
    }),
    openBusinessView: () => ({ extraData: {} }),
  }

  return {
    answer: (api, params) => answers[api]?.(params) ?? blank(api),
    keepPicture,
    pictureOf,
  }
}

/** Parameters that the documentation asks for, by the names of the client's own message. */
const required: Record<string, readonly string[]> = {
  previewImage: ['urls'],
  uploadImage: ['localId'],
  downloadImage: ['serverId'],
  getLocalImgData: ['localId'],
  playVoice: ['localId'],
  pauseVoice: ['localId'],
  stopVoice: ['localId'],
  uploadVoice: ['localId'],
  downloadVoice: ['serverId'],
  translateVoice: ['localId'],
  openLocation: ['latitude', 'longitude'],
  startSearchBeacons: ['ticket'],
  hideMenuItems: ['menuList'],
  showMenuItems: ['menuList'],
  openProductSpecificView: ['pid'],
  addCard: ['card_list'],
  openCard: ['card_list'],
  consumeAndShareCard: ['consumedCardId', 'consumedCode'],
  chooseWXPay: ['timeStamp', 'nonceStr', 'package', 'paySign'],
  openEnterpriseRedPacket: ['timeStamp', 'nonceStr', 'package', 'paySign'],
  requestMerchantTransfer: ['mchId', 'package'],
  launchMiniProgram: ['targetAppId'],
  openBusinessView: ['businessType'],
}

/** How the client fails a call that lacks a parameter; some send what is missing as a text. */
export function missing(api: string, params: Message): string | undefined {
  const lacks = (name: string) => [undefined, null, '', 'undefined', 'null'].includes(params[name] as string)
  if (api === 'checkJsApi' && isEmpty(params.jsApiList)) return 'checkJsApi:param is empty'
  return required[api]?.some(lacks) ? 'fail_missing arguments' : undefined
}

const isEmpty = (list: unknown) => Array.isArray(list) && list.length === 0

/** A small number for a text, always the same. */
const hash = (text: string): number => [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 9973, 7)

/** The emptiest result that fits an API's row in the table, for one without data of its own here. */
function blank(api: string): Message {
  const empty = new Map<unknown, unknown>([
    [list, []],
    [number, 0],
    [text, ''],
  ])
  const fields = Object.entries(rows[api]?.reply ?? {}).filter(([, parse]) => empty.has(parse))
  return Object.fromEntries(fields.map(([field, parse]) => [field, empty.get(parse)]))
}
