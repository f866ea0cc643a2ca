import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { localImage, uploadImages, WechatError } from 'wechat-ready'
import type { Platform } from 'wechat-ready/testing'
import { inspectKey } from '../../src/knowledge/keys.ts'
import { rejection } from '../kit/errors.ts'
import { open, wechatOf } from '../kit/page.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { inTime, turn, turnableTime, until, virtualTime } from '../kit/time.ts'

beforeEach(() => loadLazyParts())
beforeEach(turnableTime)

afterEach(() => vi.useRealTimers())

describe('uploadImages()', () => {
  test('uploads one image at a time, and resolves with the serverIds in order', {
    tags: ['lanes', 'uploads'],
  }, async () => {
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

  test('resolves with the serverIds without onProgress', async () => {
    const { wechat } = open()
    const serverIds = await uploadImages(wechat, ['a', 'b'])
    expect(serverIds).toEqual([expect.any(String), expect.any(String)])
  })

  test('resolves with an empty list for no images, and uploads nothing', async () => {
    const { fake, wechat } = open()
    expect(await uploadImages(wechat, [])).toEqual([])
    expect(fake.calls).toEqual([])
  })

  test('stops at the first image that fails', async () => {
    const { fake, wechat } = open()
    fake.replyOnce('uploadImage', { serverId: '1' })
    fake.replyOnce('uploadImage', 'fail')
    const progress = vi.fn()
    const error = await rejection(uploadImages(wechat, ['a', 'b', 'c'], { onProgress: progress }))
    expect(error).toMatchObject({ code: 'call-failed', api: 'uploadImage' })
    expect(fake.calls.map(({ params }) => params.localId)).toEqual(['a', 'b'])
    expect(progress.mock.calls).toEqual([[1, 3]])
  })

  test('adds the serverIds so far to its error, also without onProgress', { tags: 'uploads' }, async () => {
    const { fake, wechat } = open()
    for (const serverId of ['1', '2']) fake.replyOnce('uploadImage', { serverId })
    fake.replyOnce('uploadImage', 'fail_no_network')
    const error = await rejection(uploadImages(wechat, ['a', 'b', 'c', 'd']))
    expect(error).toBeInstanceOf(WechatError)
    const facts = { code: 'call-failed', api: 'uploadImage', serverIds: ['1', '2'] }
    expect(error).toMatchObject({ ...facts, message: expect.stringContaining('no_network') })
  })

  test('adds to each error its own serverIds when two uploads fail for one reason', async () => {
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

  describe('right after chooseImage', () => {
    /** A client that fails to upload within 100 ms of chooseImage, as some Android clients do. */
    function slowClient() {
      const page = open()
      let chosenAt = 0
      page.fake.reply('chooseImage', () => {
        chosenAt = performance.now()
        return { localIds: ['a', 'b'] }
      })
      page.fake.reply('uploadImage', ({ localId }) =>
        performance.now() - chosenAt < 100 ? 'fail' : { serverId: `${localId} on the server` },
      )
      return page
    }

    test('waits until the client can upload', async () => {
      const { wechat } = slowClient()
      const { localIds } = await wechat.chooseImage()
      expect(await uploadImages(wechat, localIds)).toEqual(['a on the server', 'b on the server'])
    })

    test('ends the wait with the reason of its signal, and uploads nothing', async () => {
      const { fake, wechat } = slowClient()
      const { localIds } = await wechat.chooseImage()
      const controller = new AbortController()
      const all = uploadImages(wechat, localIds, { signal: controller.signal })
      const reason = new Error('gone')
      controller.abort(reason)
      expect(await rejection(all)).toBe(reason)
      expect(fake.calls.map(({ api }) => api)).toEqual(['chooseImage'])
    })

    test('does not wait if 100 ms have passed', async () => {
      const { fake, wechat } = slowClient()
      await wechat.ready()
      vi.useFakeTimers()
      const choice = wechat.chooseImage()
      await turn(100)
      const { localIds } = await choice
      await turn(100)
      const all = uploadImages(wechat, localIds)
      await turn(0)
      expect(fake.calls.map(({ api }) => api)).toContain('uploadImage')
      await inTime(all)
    })
  })

  describe('reads the calls of the client object:', () => {
    /** A client object that has made these calls, so many milliseconds ago. */
    function clientAfter(calls: readonly { api: string; ago: number; duration?: number }[]) {
      virtualTime()
      const now = performance.now()
      const records = calls.map(({ api, ago, duration }) => ({ api, start: now - ago, duration }))
      const uploadImage = vi.fn(async () => ({ serverId: '1' }))
      return { uploadImage, [inspectKey]: () => ({ calls: records }) }
    }

    test.each([
      ['the end of chooseImage', [{ api: 'chooseImage', ago: 30, duration: 20.5 }], 91],
      ['its start while it is under way', [{ api: 'chooseImage', ago: 30 }], 70],
      [
        'the end of the last one',
        [
          { api: 'chooseImage', ago: 10, duration: 5 },
          { api: 'chooseImage', ago: 300, duration: 5 },
        ],
        95,
      ],
    ])('waits until 100 ms after %s', async (_, calls, ms) => {
      const client = clientAfter(calls)
      const all = uploadImages(client, ['a'])
      await turn(ms - 1)
      expect(client.uploadImage).not.toHaveBeenCalled()
      await turn(1)
      expect(client.uploadImage).toHaveBeenCalledOnce()
      expect(await all).toEqual(['1'])
    })

    test.each([
      ['the 100 ms are just over', [{ api: 'chooseImage', ago: 100, duration: 0 }]],
      ['another API was called', [{ api: 'getLocalImgData', ago: 0, duration: 0 }]],
      ['none was called', []],
    ])('sets no timer when %s', async (_, calls) => {
      const timer = vi.spyOn(globalThis, 'setTimeout')
      const client = clientAfter(calls)
      const all = uploadImages(client, ['a'])
      expect([timer.mock.calls, vi.getTimerCount()]).toEqual([[], 0])
      expect(await all).toEqual(['1'])
    })

    test('leaves no timer behind when its signal ends the wait', async () => {
      const client = clientAfter([{ api: 'chooseImage', ago: 0 }])
      const controller = new AbortController()
      const error = rejection(uploadImages(client, ['a'], controller))
      expect(vi.getTimerCount()).toBe(1)
      controller.abort('gone')
      expect([await error, vi.getTimerCount()]).toEqual(['gone', 0])
    })
  })

  test('works with an object that has uploadImage alone, and passes on what that throws', async () => {
    const reason = { not: 'of this library' }
    const uploadImage = vi.fn().mockResolvedValueOnce({ serverId: '1' }).mockRejectedValueOnce(reason)
    expect(await rejection(uploadImages({ uploadImage }, ['a', 'b', 'c']))).toBe(reason)
    expect(uploadImage.mock.calls).toEqual([
      [{ localId: 'a' }, {}],
      [{ localId: 'b' }, {}],
    ])
    expect(reason).toEqual({ not: 'of this library' })
  })

  test('gives each image the same time-out', async () => {
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
  ] as [Platform, string, number[]][])(
    'resolves with a file on %s: %s',
    { tags: 'local-image' },
    async (platform, type, bytes) => {
      const { fake, wechat } = open({ platform })
      const localId = fake.pictures.add(`data:${type};base64,${btoa(String.fromCharCode(...bytes))}`)
      const blob = await localImage(wechat, localId)
      expect(blob).toBeInstanceOf(Blob)
      expect(blob.type).toBe(type)
      expect([...new Uint8Array(await blob.arrayBuffer())]).toEqual(bytes)
    },
  )

  test('resolves with three files for three images at once', async () => {
    const { fake, wechat } = open()
    const sizes = [3, 6, 9]
    const localIds = sizes.map((size) => fake.pictures.add(`data:image/png;base64,${btoa('x'.repeat(size))}`))
    const files = await Promise.all(localIds.map((localId) => localImage(wechat, localId)))
    expect(files.map(({ size }) => size)).toEqual(sizes)
  })

  test.each([
    ['by the platform', (base64: string) => Uint8Array.of(base64.length), [4]],
    ['by a loop where the platform cannot', undefined, [0, 255, 128]],
  ])('decodes the data %s', async (_, fromBase64, bytes) => {
    const native = Object.getOwnPropertyDescriptor(Uint8Array, 'fromBase64')
    Object.defineProperty(Uint8Array, 'fromBase64', { value: fromBase64, configurable: true })
    onTestFinished(() => {
      if (native) Object.defineProperty(Uint8Array, 'fromBase64', native)
      else Reflect.deleteProperty(Uint8Array, 'fromBase64')
    })
    const getLocalImgData = vi.fn(async () => ({ localData: 'data:image/gif;base64,AP+A' }))
    const blob = await localImage({ getLocalImgData }, 'a', { timeout: 5 })
    expect([...new Uint8Array(await blob.arrayBuffer())]).toEqual(bytes)
    expect(blob.type).toBe('image/gif')
    expect(getLocalImgData.mock.calls).toEqual([[{ localId: 'a' }, { timeout: 5 }]])
  })

  test('resolves with an empty file without a type where there is no data', async () => {
    const { size, type } = await localImage({ getLocalImgData: async () => ({ localData: '' }) }, 'a')
    expect({ size, type }).toEqual({ size: 0, type: '' })
  })

  test('rejects as the call does', async () => {
    const { fake, wechat } = open()
    fake.reply('getLocalImgData', 'deny')
    expect(await rejection(inTime(localImage(wechat, 'a')))).toMatchObject({ code: 'permission-denied' })
    fake.reply('getLocalImgData', { localData: '' })
    expect(await rejection(localImage(wechat, 'a'))).toMatchObject({ code: 'reply-invalid' })
    fake.reply('getLocalImgData', 'never')
    expect(await rejection(localImage(wechat, 'a', { timeout: 5 }))).toMatchObject({ code: 'call-timeout' })
  })
})
