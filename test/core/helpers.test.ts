import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { localImage, recordVoice, uploadImages, type Wechat, WechatError } from 'wechat-ready'
import type { FakeWechat, FakeWechatOptions, Platform } from 'wechat-ready/testing'
import { inTime, turn } from '../kit/time.ts'
import { openInWechat, rejection, until, wechatOf } from './page.ts'
import { loadLazyParts, turnableTime } from './route.ts'

beforeEach(() => loadLazyParts())
beforeEach(turnableTime)

const open = (options: FakeWechatOptions = {}) => {
  const fake = openInWechat(options)
  return { fake, wechat: wechatOf({ signature: fake.sign }) }
}

afterEach(() => vi.useRealTimers())

describe('uploadImages()', () => {
  test('uploads one picture at a time, and gives the serverIds in order', async () => {
    const { fake, wechat } = open()
    let underWay = 0
    const seen: number[] = []
    fake.reply('uploadImage', async ({ localId }) => {
      seen.push(++underWay)
      await new Promise((resolve) => setTimeout(resolve, localId === 'a' ? 10 : 1))
      underWay--
      return { serverId: `${localId} on the server` }
    })
    const progress = vi.fn()
    const serverIds = await uploadImages(wechat, Object.freeze(['a', 'b', 'c']), { onProgress: progress })
    expect(serverIds).toEqual(['a on the server', 'b on the server', 'c on the server'])
    expect(seen).toEqual([1, 1, 1])
    expect(progress.mock.calls).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ])
  })

  test('gives the serverIds also when nobody follows its progress', async () => {
    const { wechat } = open()
    const serverIds = await uploadImages(wechat, ['a', 'b'])
    expect(serverIds).toEqual([expect.any(String), expect.any(String)])
  })

  test('uploads nothing of nothing', async () => {
    const { fake, wechat } = open()
    expect(await uploadImages(wechat, [])).toEqual([])
    expect(fake.calls).toEqual([])
  })

  test('stops at the first picture that fails', async () => {
    const { fake, wechat } = open()
    fake.replyOnce('uploadImage', { serverId: '1' })
    fake.replyOnce('uploadImage', 'fail')
    const progress = vi.fn()
    const error = await rejection(uploadImages(wechat, ['a', 'b', 'c'], { onProgress: progress }))
    expect(error).toMatchObject({ code: 'call-failed', api: 'uploadImage' })
    expect(fake.calls.map(({ params }) => params.localId)).toEqual(['a', 'b'])
    expect(progress.mock.calls).toEqual([[1, 3]])
  })

  test('hands over, with the error, the serverIds that are there, also without onProgress', async () => {
    const { fake, wechat } = open()
    for (const serverId of ['1', '2']) fake.replyOnce('uploadImage', { serverId })
    fake.replyOnce('uploadImage', 'fail_no_network')
    const error = await rejection(uploadImages(wechat, ['a', 'b', 'c', 'd']))
    expect(error).toBeInstanceOf(WechatError)
    const facts = { code: 'call-failed', api: 'uploadImage', serverIds: ['1', '2'] }
    expect(error).toMatchObject({ ...facts, message: expect.stringContaining('no_network') })
  })

  test('two at once that fail for one reason hand over each its own', async () => {
    const { fake, wechat } = open()
    let down = false
    const broken = wechatOf({ signature: (url) => (down ? Promise.reject(new Error('down')) : fake.sign(url)) })
    fake.replyOnce('uploadImage', { serverId: '1' })
    const onProgress = () => {
      down = true
      history.pushState(null, '', '/b')
    }
    const one = rejection(uploadImages(broken, ['a', 'b'], { onProgress }))
    await until(() => down)
    const two = rejection(uploadImages(broken, ['c']))
    const code = 'signature-request-failed'
    expect(await Promise.all([one, two])).toMatchObject([
      { code, serverIds: ['1'] },
      { code, serverIds: [] },
    ])
    wechat.dispose()
  })

  test('stops when its signal is aborted, with the reason', async () => {
    const { fake, wechat } = open()
    const controller = new AbortController()
    const reason = new Error('gone')
    const onProgress = () => controller.abort(reason)
    const all = uploadImages(wechat, ['a', 'b', 'c'], { onProgress, signal: controller.signal })
    expect(await rejection(all)).toBe(reason)
    expect(fake.calls).toHaveLength(1)
  })

  test('gives each picture the same time', async () => {
    const { fake, wechat } = open()
    fake.replyOnce('uploadImage', { serverId: '1' })
    fake.replyOnce('uploadImage', 'never')
    expect(await rejection(uploadImages(wechat, ['a', 'b'], { timeout: 20 }))).toMatchObject({ code: 'call-timeout' })
  })
})

describe('localImage()', () => {
  test.each([
    ['android', 'image/jpeg', [255, 216, 255, 224, 0, 16]],
    ['ios', 'image/jpeg', [255, 216, 255, 224, 0, 16]],
    ['android', 'image/png', [137, 80, 78, 71, 13, 10, 26, 10]],
    ['ios', 'image/png', [137, 80, 78, 71, 13, 10, 26, 10]],
  ] as [Platform, string, number[]][])('on %s gives a file of the type %s', async (platform, type, bytes) => {
    const { fake, wechat } = open({ platform })
    const localId = fake.pictures.add(`data:${type};base64,${btoa(String.fromCharCode(...bytes))}`)
    const blob = await localImage(wechat, localId)
    expect(blob).toBeInstanceOf(Blob)
    expect(blob.type).toBe(type)
    expect([...new Uint8Array(await blob.arrayBuffer())]).toEqual(bytes)
  })

  test('of three pictures at once gives three files', async () => {
    const { fake, wechat } = open()
    const sizes = [3, 6, 9]
    const localIds = sizes.map((size) => fake.pictures.add(`data:image/png;base64,${btoa('x'.repeat(size))}`))
    const files = await Promise.all(localIds.map((localId) => localImage(wechat, localId)))
    expect(files.map(({ size }) => size)).toEqual(sizes)
  })

  test('fails as the call does', async () => {
    const { fake, wechat } = open()
    fake.reply('getLocalImgData', 'deny')
    expect(await rejection(inTime(localImage(wechat, 'a')))).toMatchObject({ code: 'permission-denied' })
    fake.reply('getLocalImgData', { localData: '' })
    expect(await rejection(localImage(wechat, 'a'))).toMatchObject({ code: 'reply-invalid' })
    fake.reply('getLocalImgData', 'never')
    expect(await rejection(localImage(wechat, 'a', { timeout: 5 }))).toMatchObject({ code: 'call-timeout' })
  })
})

describe('recordVoice()', () => {
  /** A recording that the client has begun; time stands still. */
  async function recording(options?: { signal?: AbortSignal }): Promise<{
    fake: FakeWechat
    wechat: Wechat
    voice: ReturnType<typeof recordVoice>
    settled: ReturnType<typeof vi.fn>
  }> {
    const { fake, wechat } = open()
    await wechat.ready()
    vi.useFakeTimers()
    const voice = recordVoice(wechat, options)
    const settled = vi.fn()
    voice.finished.then(settled, settled)
    await vi.advanceTimersByTimeAsync(2)
    expect(apis(fake)).toEqual(['startRecord'])
    return { fake, wechat, voice, settled }
  }
  const apis = (fake: FakeWechat) => fake.calls.map(({ api }) => api)

  test('ends when it is stopped, with the voice', async () => {
    const { fake, voice } = await recording()
    await vi.advanceTimersByTimeAsync(5000)
    const stopped = voice.stop()
    await vi.advanceTimersByTimeAsync(2)
    expect(await voice.finished).toEqual({ localId: expect.any(String) })
    expect(await stopped).toBe(await voice.finished)
    expect(apis(fake)).toEqual(['startRecord', 'stopRecord'])
  })

  test('ends at the limit of 60 s, with the voice, and asks the client nothing', async () => {
    const { fake, voice } = await recording()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await voice.finished).toEqual({ localId: expect.any(String) })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(apis(fake)).toEqual(['startRecord'])
  })

  test('ends after 61 s at a client that does not tell of its limit', async () => {
    const { fake, voice, settled } = await recording()
    vi.spyOn(fake, 'emit').mockReturnValue(false)
    fake.reply('stopRecord', { localId: 'a' })
    await vi.advanceTimersByTimeAsync(60_900)
    expect(settled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    expect(await voice.finished).toEqual({ localId: 'a' })
  })

  test('is stopped after a second at the earliest, which clients need', async () => {
    const { fake, voice } = await recording()
    voice.stop()
    await vi.advanceTimersByTimeAsync(900)
    expect(apis(fake)).toEqual(['startRecord'])
    await vi.advanceTimersByTimeAsync(102)
    expect(await voice.finished).toEqual({ localId: expect.any(String) })
  })

  test('is stopped once, however often one says so', async () => {
    const { fake, voice } = await recording()
    await vi.advanceTimersByTimeAsync(2000)
    fake.delay = 50
    voice.stop()
    await vi.advanceTimersByTimeAsync(10)
    voice.stop()
    await vi.advanceTimersByTimeAsync(100)
    voice.stop()
    await vi.advanceTimersByTimeAsync(100)
    expect(apis(fake)).toEqual(['startRecord', 'stopRecord'])
  })

  test('that is stopped while the client is still asked ends as soon as it can', async () => {
    const { fake, wechat } = open()
    await wechat.ready()
    vi.useFakeTimers()
    fake.delay = 500
    const voice = recordVoice(wechat)
    voice.stop()
    await vi.advanceTimersByTimeAsync(1490)
    expect(apis(fake)).toEqual(['startRecord'])
    await vi.advanceTimersByTimeAsync(520)
    expect(await voice.finished).toEqual({ localId: expect.any(String) })
    expect(apis(fake)).toEqual(['startRecord', 'stopRecord'])
  })

  test('fails when the user does not allow it, or the client does not', async () => {
    const { fake, wechat } = open()
    fake.replyOnce('startRecord', 'cancel')
    expect(await rejection(recordVoice(wechat).finished)).toMatchObject({ code: 'cancelled', api: 'startRecord' })
    fake.replyOnce('startRecord', 'fail')
    expect(await rejection(recordVoice(wechat).finished)).toMatchObject({ code: 'call-failed' })
    expect(apis(fake)).toEqual(['startRecord', 'startRecord'])
  })

  test('fails when the client cannot stop it, or does not answer', async () => {
    const first = await recording()
    first.fake.reply('stopRecord', 'fail')
    await vi.advanceTimersByTimeAsync(2000)
    first.voice.stop()
    await vi.advanceTimersByTimeAsync(2)
    expect(await rejection(first.voice.finished)).toMatchObject({ code: 'call-failed', api: 'stopRecord' })
    first.fake.uninstall()
    vi.useRealTimers()

    const second = await recording()
    second.fake.reply('stopRecord', 'never')
    await vi.advanceTimersByTimeAsync(2000)
    second.voice.stop()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await rejection(second.voice.finished)).toMatchObject({ code: 'call-timeout', api: 'stopRecord' })
  })

  test('that is aborted rejects with the reason at once, and leaves no recorder running', async () => {
    const controller = new AbortController()
    const { fake, voice } = await recording({ signal: controller.signal })
    const reason = new Error('gone')
    controller.abort(reason)
    expect(await rejection(voice.finished)).toBe(reason)
    await vi.advanceTimersByTimeAsync(1002)
    expect(apis(fake)).toEqual(['startRecord', 'stopRecord'])
  })

  test('that is aborted from the start does not begin', async () => {
    const { fake, wechat } = open()
    const reason = new Error('gone')
    expect(await rejection(recordVoice(wechat, { signal: AbortSignal.abort(reason) }).finished)).toBe(reason)
    await wechat.ready()
    expect(fake.calls).toEqual([])
  })

  test('listens to the limit as long as it lasts', async () => {
    const { fake, wechat } = open()
    let refuse: (() => void) | undefined
    fake.reply('startRecord', () => new Promise((resolve) => (refuse = () => resolve('cancel'))))
    const unsubscribe = vi.fn()
    const { finished } = recordVoice({ ...wechat, onVoiceRecordEnd: () => unsubscribe })
    await until(() => refuse)
    expect(unsubscribe).not.toHaveBeenCalled()
    refuse?.()
    await rejection(finished)
    expect(unsubscribe).toHaveBeenCalledTimes(1)
  })

  test('whose failure nobody listens to is no unhandled rejection', async () => {
    const { fake, wechat } = open()
    fake.reply('startRecord', 'deny')
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    recordVoice(wechat)
    await until(() => fake.calls[0]?.answer)
    await turn(5)
    process.off('unhandledRejection', unhandled)
    expect(unhandled).not.toHaveBeenCalled()
  })
})
