/*
 * What a call has brought, as what it is: elements of the document, and a signal that ends what still goes on in them.
 */
import type { Wechat } from 'wechat-ready'
import { element, svg } from './dom.ts'
import { iconPath } from './icons.ts'
import { sourceOf } from './picture.ts'
import { t } from './words.ts'

/**
 * The content of an element that shows a result.
 */
export function drawResult(wechat: Wechat, api: string, result: unknown, signal: AbortSignal): Node[] {
  if (result === undefined) return [element('p', { class: 'result-done' }, icon('tick'), ` ${t(['Done', '完成'])}`)]
  const json = JSON.stringify(result, null, 2)
  // Data URLs are long, and say nothing.
  const code = element('code', {}, json.length > 1500 ? `${json.slice(0, 600)}…` : json)
  const look = drawLook(wechat, api, (result ?? {}) as Record<string, unknown>, signal)
  return [...(look ? [look] : []), element('pre', { class: 'code', tabindex: 0 }, code)]
}

function drawLook(wechat: Wechat, api: string, fields: Record<string, unknown>, signal: AbortSignal): Node | undefined {
  const { localIds, localId, localData, latitude, longitude, accuracy, value, type, translateResult } = fields
  if (Array.isArray(localIds)) return element('div', { class: 'pictures' }, ...localIds.map(picture))
  if (api === 'downloadImage') return picture(String(localId))
  if (typeof localData === 'string') return element('img', { class: 'picture', src: localData, alt: 'localData' })
  if (typeof localId === 'string') return voice(wechat, localId, signal)
  if (typeof latitude === 'number' && typeof longitude === 'number') return place(latitude, longitude, accuracy)
  if (typeof translateResult === 'string') return element('blockquote', { class: 'words' }, translateResult)
  if (typeof value === 'string' && value) return scannedCode(String(type), value)
  return undefined
}

const icon = (name: string) =>
  svg('svg', { class: 'icon', viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: iconPath(name) }))

function picture(localId: string): Node {
  const image = element('img', { class: 'picture', alt: localId })
  sourceOf(localId).then((source) => {
    image.src = source
  })
  return image
}

/** A place, in words. */
function place(latitude: number, longitude: number, accuracy: unknown): Node {
  const degrees = (value: number, [positive, negative]: readonly [string, string]) =>
    `${Math.abs(value).toFixed(5)}° ${value < 0 ? negative : positive}`
  const where = `${degrees(latitude, ['N', 'S'])}, ${degrees(longitude, ['E', 'W'])}`
  return element('p', { class: 'place' }, icon('location'), Number(accuracy) > 0 ? `${where} ± ${accuracy} m` : where)
}

/** A voice that plays. */
function voice(wechat: Wechat, localId: string, signal: AbortSignal): Node {
  const button = element('button', { type: 'button', class: 'voice' })
  let stopListening: (() => void) | undefined
  const show = (playing: boolean) => {
    button.classList.toggle('is-playing', playing)
    const words = playing ? t(['Playing…', '播放中…']) : t(['Play', '播放'])
    button.replaceChildren(icon(playing ? 'voice' : 'play'), words)
    stopListening?.()
    stopListening = playing ? wechat.onVoicePlayEnd((end) => end.localId === localId && show(false)) : undefined
  }
  button.addEventListener('click', async () => {
    const wasPlaying = button.classList.contains('is-playing')
    show(!wasPlaying)
    await (wasPlaying ? wechat.stopVoice({ localId }) : wechat.playVoice({ localId })).catch(() => show(false))
  })
  signal.addEventListener('abort', () => stopListening?.())
  show(false)
  return button
}

function scannedCode(type: string, value: string): Node {
  const isLink = /^https?:\/\//.test(value)
  const text = isLink
    ? element('a', { href: value, target: '_blank', rel: 'noreferrer' }, value)
    : element('span', {}, value)
  return element('p', { class: 'scanned' }, element('span', { class: 'chip-label' }, type), text)
}
