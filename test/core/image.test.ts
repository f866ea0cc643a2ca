import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { localImage, uploadImages, WechatError } from 'wechat-ready'
import type { Platform } from 'wechat-ready/testing'
import { rejection } from '../kit/errors.ts'
import { open, wechatOf } from '../kit/page.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { inTime, turn, turnableTime, until } from '../kit/time.ts'

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
