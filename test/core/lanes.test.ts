import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { FakeHandler } from 'wechat-ready/testing'
import { rejection } from '../kit/errors.ts'
import { open, openInWechat, wechatOf } from '../kit/page.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { MINUTE, SECOND, turn, turnableTime, until, virtualTime } from '../kit/time.ts'

/* Calls that are made one after the other: nobody pays for the time of another, and nobody gets a dead answer. */

const png = 'data:image/png;base64,iVBORw0KGgo='
const here = { latitude: 1, longitude: 2 }

beforeEach(() => loadLazyParts())

async function configured() {
  virtualTime()
  const fake = openInWechat()
  const wechat = wechatOf({ signature: fake.sign })
  const ready = wechat.ready()
  await turn(10)
  await ready
  const localId = fake.pictures.add(png)
  return { fake, wechat, localId }
}

/** What has come of each promise, as far as it has. */
function watch(promises: readonly Promise<unknown>[]): readonly unknown[] {
  const seen: unknown[] = promises.map(() => undefined)
  promises.forEach((promise, index) => {
    promise.then(
      () => {
        seen[index] = 'ok'
      },
      (error) => {
        seen[index] = error?.code ?? error
      },
    )
  })
  return seen
}

/** Answers after so long, as the client does. */
const answeredAfter =
  (ms: number): FakeHandler =>
  (_, client) =>
    new Promise((resolve) => setTimeout(() => resolve(client.next()), ms))

describe('in a lane, a call', () => {
  test('starts its time-out when it is sent: nine images of 400 ms, 1000 ms each', {
    tags: 'call-limits',
  }, async () => {
    const { fake, wechat, localId } = await configured()
    fake.on('getLocalImgData', answeredAfter(400))
    const seen = watch(Array.from({ length: 9 }, () => wechat.getLocalImgData({ localId }, { timeout: SECOND })))
    await turn(9 * 420)
    expect(seen).toEqual(Array(9).fill('ok'))
    expect(fake.calls).toHaveLength(9)
  })

  test('without an answer delays the next one until its own time-out', async () => {
    const { fake, wechat, localId } = await configured()
    fake.replyOnce('getLocalImgData', 'never')
    const calls = [300, undefined].map((timeout) => wechat.getLocalImgData({ localId }, { timeout }))
    const seen = watch(calls)
    await turn(290)
    expect(seen).toEqual([undefined, undefined])
    await turn(20)
    expect(seen).toEqual(['call-timeout', 'ok'])
  })

  test('without an answer and a time-out delays the next one for the default time-out', async () => {
    const { fake, wechat, localId } = await configured()
    fake.replyOnce('getLocalImgData', 'never')
    const seen = watch([wechat.getLocalImgData({ localId }), wechat.getLocalImgData({ localId })])
    await turn(10 * SECOND + 10)
    expect(seen).toEqual(['call-timeout', 'ok'])
  })

  test('with a long time-out delays the next one for 15 s, and may still be answered', async () => {
    const { fake, wechat, localId } = await configured()
    fake.on('getLocalImgData', answeredAfter(20 * SECOND), { times: 1 })
    const seen = watch([wechat.getLocalImgData({ localId }, { timeout: MINUTE }), wechat.getLocalImgData({ localId })])
    await turn(14 * SECOND)
    expect(seen).toEqual([undefined, undefined])
    await turn(SECOND + 10)
    expect(seen).toEqual([undefined, 'ok'])
    await turn(6 * SECOND)
    expect(seen).toEqual(['ok', 'ok'])
  })

  test('that is aborted after it was sent starts the next one at once', { tags: 'lane-goes-on' }, async () => {
    const { fake, wechat, localId } = await configured()
    fake.replyOnce('getLocalImgData', 'never')
    const controller = new AbortController()
    const seen = watch([
      wechat.getLocalImgData({ localId }, { signal: controller.signal }),
      wechat.getLocalImgData({ localId }),
    ])
    await turn(100)
    controller.abort('gone')
    await turn(10)
    expect(seen).toEqual(['gone', 'ok'])
  })

  test('that is aborted before it was sent is never sent, and the order of the others stays', async () => {
    const { fake, wechat } = await configured()
    fake.on('getLocalImgData', answeredAfter(100))
    const localIds = ['A', 'B', 'C'].map((end) => fake.pictures.add(`${png.slice(0, -4)}KGg${end}`))
    const controller = new AbortController()
    const seen = watch(
      localIds.map((localId, index) =>
        wechat.getLocalImgData({ localId }, index === 1 ? { signal: controller.signal } : {}),
      ),
    )
    await turn(50)
    controller.abort('gone')
    await turn(0)
    expect(seen).toEqual([undefined, 'gone', undefined])
    expect(fake.calls).toHaveLength(1)
    await turn(250)
    expect(seen).toEqual(['ok', 'gone', 'ok'])
    expect(fake.calls.map(({ params }) => params.localId)).toEqual([localIds[0], localIds[2]])
  })
})

describe('in a shared lane, a call', () => {
  test('that timed out is not shared: the next one is sent and answered', { tags: 'lane-goes-on' }, async () => {
    const { fake, wechat } = await configured()
    fake.replyOnce('getLocation', 'never')
    const seen = watch([wechat.getLocation({}, { timeout: SECOND })])
    await turn(SECOND + 10)
    const later = watch([wechat.getLocation()])
    await turn(10)
    expect([seen, later]).toEqual([['call-timeout'], ['ok']])
    expect(fake.calls).toHaveLength(2)
  })

  test('without an answer is not shared with a later caller', async () => {
    const { fake, wechat } = await configured()
    fake.replyOnce('getLocation', 'never')
    const controller = new AbortController()
    const seen = watch([wechat.getLocation({}, { signal: controller.signal }), wechat.getLocation()])
    await turn(100)
    controller.abort('gone')
    await turn(20 * SECOND)
    const later = watch([wechat.getLocation()])
    await turn(20)
    // Who waits without a limit may be waiting for a person, who must not be asked twice.
    expect([seen, later]).toEqual([['gone', undefined], ['ok']])
  })

  test('that is given up after 15 s takes nothing from the one that is shared in its place', async () => {
    const { fake, wechat } = await configured()
    fake.reply('getLocation', 'never')
    const controller = new AbortController()
    const seen = watch([wechat.getLocation({}, { signal: controller.signal, timeout: MINUTE })])
    await turn(16 * SECOND)
    watch([wechat.getLocation({}, { timeout: MINUTE })])
    await turn(SECOND)
    controller.abort('gone')
    await turn(10)
    watch([wechat.getLocation({}, { timeout: MINUTE })])
    // Had it not joined, it would be sent when its turn has come.
    await turn(16 * SECOND)
    expect(seen).toEqual(['gone'])
    expect(fake.calls).toHaveLength(2)
  })

  test('is sent once for five callers, and each gets the answer', async () => {
    const { fake, wechat } = await configured()
    fake.on('getLocation', answeredAfter(200))
    const seen = watch(Array.from({ length: 5 }, () => wechat.getLocation({ type: 'gcj02' })))
    await turn(250)
    expect(seen).toEqual(Array(5).fill('ok'))
    expect(fake.calls).toHaveLength(1)
  })

  test('with other parameters waits for the one before, for 15 s at most', async () => {
    const { fake, wechat } = await configured()
    fake.replyOnce('getLocation', 'never')
    const seen = watch([wechat.getLocation({ type: 'wgs84' }), wechat.getLocation({ type: 'gcj02' })])
    await turn(14 * SECOND)
    expect(seen).toEqual([undefined, undefined])
    await turn(SECOND + 10)
    expect(seen).toEqual([undefined, 'ok'])
  })

  test("keeps each caller's own time-out", async () => {
    const { fake, wechat } = await configured()
    fake.on('getLocation', answeredAfter(500))
    const seen = watch([wechat.getLocation(), wechat.getLocation({}, { timeout: 100 })])
    await turn(110)
    expect(seen).toEqual([undefined, 'call-timeout'])
    await turn(500)
    expect(seen).toEqual(['ok', 'call-timeout'])
    expect(fake.calls).toHaveLength(1)
  })
})

test('dispose() rejects calls that wait in a lane, and sends none of them', async () => {
  const { fake, wechat, localId } = await configured()
  fake.on('getLocalImgData', answeredAfter(100))
  const seen = watch([1, 2, 3].map(() => wechat.getLocalImgData({ localId })))
  await turn(10)
  wechat.dispose()
  await turn(20 * SECOND)
  expect(seen).toEqual(Array(3).fill('disposed'))
  expect(fake.calls).toHaveLength(1)
})

describe('getLocation', () => {
  beforeEach(turnableTime)

  test('is sent once for equal parameters at the same time', { tags: 'lanes' }, async () => {
    const { fake, wechat } = open()
    const all = await Promise.all([wechat.getLocation(), wechat.getLocation({}), wechat.getLocation({ type: 'wgs84' })])
    expect(fake.calls).toHaveLength(1)
    expect(all[1]).toEqual(all[0])
    expect(all[2]).toEqual(all[0])
  })

  test('with other parameters is sent after the first one is answered', async () => {
    const { fake, wechat } = open()
    let underWay = 0
    const seen: number[] = []
    fake.reply('getLocation', async ({ type }) => {
      seen.push(++underWay)
      await new Promise((resolve) => setTimeout(resolve, 5))
      underWay--
      return type === 'gcj02' ? here : { ...here, latitude: 3 }
    })
    const [wgs84, gcj02] = await Promise.all([wechat.getLocation(), wechat.getLocation({ type: 'gcj02' })])
    expect([wgs84.latitude, gcj02.latitude]).toEqual([3, 1])
    expect(seen).toEqual([1, 1])
  })

  test('is sent again after it was answered', async () => {
    const { fake, wechat } = open()
    await wechat.getLocation()
    await wechat.getLocation()
    expect(fake.calls).toHaveLength(2)
  })

  test('gives each caller its own object', async () => {
    const { wechat } = open()
    const [one, two] = await Promise.all([wechat.getLocation(), wechat.getLocation()])
    expect(one).not.toBe(two)
  })

  test('rejects for every caller that shares it, and works again after that', async () => {
    const { fake, wechat } = open()
    fake.replyOnce('getLocation', 'fail_no_gps')
    const errors = await Promise.all([rejection(wechat.getLocation()), rejection(wechat.getLocation())])
    expect(errors).toMatchObject([{ code: 'call-failed' }, { code: 'call-failed' }])
    await expect(wechat.getLocation()).resolves.toMatchObject({ latitude: expect.any(Number) })
  })

  test('continues for the other callers when one of them aborts', async () => {
    const { fake, wechat } = open()
    let answer: ((reply: object) => void) | undefined
    fake.reply('getLocation', () => new Promise((resolve) => (answer = resolve)))
    const controller = new AbortController()
    const aborted = rejection(wechat.getLocation({}, { signal: controller.signal }))
    const other = wechat.getLocation()
    await until(() => answer)
    controller.abort()
    expect(await aborted).toMatchObject({ name: 'AbortError' })
    answer?.(here)
    await expect(other).resolves.toEqual(here)
    expect(fake.calls).toHaveLength(1)
  })
})

describe('getLocalImgData', () => {
  beforeEach(turnableTime)

  test('settles three calls at once, one after the other, each with its own image', { tags: 'lanes' }, async () => {
    const { fake, wechat } = open()
    const pictures = ['AAAA', 'BBBB', 'CCCC'].map((data) => `data:image/png;base64,iVBORw0K${data}`)
    const localIds = pictures.map((picture) => fake.pictures.add(picture))
    let underWay = 0
    const seen: number[] = []
    fake.on('getLocalImgData', async (_, client) => {
      seen.push(++underWay)
      await new Promise((resolve) => setTimeout(resolve, 5))
      underWay--
      return client.next()
    })
    const all = await Promise.all(localIds.map((localId) => wechat.getLocalImgData({ localId })))
    expect(seen).toEqual([1, 1, 1])
    expect(all.map(({ localData }) => localData)).toEqual(pictures)
    expect(fake.calls.map(({ params }) => params.localId)).toEqual(localIds)
  })

  test('is sent again for the same image: only getLocation shares its answer', async () => {
    const { fake, wechat } = open()
    const localId = fake.pictures.add(png)
    await Promise.all([wechat.getLocalImgData({ localId }), wechat.getLocalImgData({ localId })])
    expect(fake.calls).toHaveLength(2)
  })

  test('continues after one that fails', async () => {
    const { fake, wechat } = open()
    fake.replyOnce('getLocalImgData', 'fail')
    const localId = fake.pictures.add(png)
    const [first, second] = await Promise.allSettled([
      wechat.getLocalImgData({ localId }),
      wechat.getLocalImgData({ localId }),
    ])
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'call-failed' } })
    expect(second).toMatchObject({ status: 'fulfilled', value: { localData: png } })
  })

  test('waits for its turn, then for the configuration of the current URL', async () => {
    const { fake, wechat } = open()
    let answer: ((reply: object) => void) | undefined
    fake.replyOnce('getLocalImgData', () => new Promise((resolve) => (answer = resolve)))
    const first = wechat.getLocalImgData({ localId: 'a' })
    const second = wechat.getLocalImgData({ localId: fake.pictures.add(png) })
    await until(() => answer)
    history.pushState(null, '', '/elsewhere')
    answer?.({ localData: png })
    await first
    await expect(second).resolves.toEqual({ localData: png })
    expect(fake.configurations).toHaveLength(2)
  })

  test('continues after one that could not be sent', async () => {
    const { fake, wechat } = open()
    await wechat.ready()
    const wx = await wechat.sdk()
    vi.spyOn(wx, 'invoke').mockImplementationOnce(() => {
      throw new Error('no bridge')
    })
    const localId = fake.pictures.add(png)
    expect(await rejection(wechat.getLocalImgData({ localId }))).toMatchObject({
      code: 'call-failed',
      cause: { message: 'no bridge' },
    })
    await expect(wechat.getLocalImgData({ localId })).resolves.toEqual({ localData: png })
  })

  test('does not wait forever for one without an answer', async () => {
    const { fake, wechat } = open()
    await wechat.ready()
    fake.replyOnce('getLocalImgData', 'never')
    const localId = fake.pictures.add(png)
    const lost = vi.fn()
    wechat.getLocalImgData({ localId }).then(lost, lost)
    const second = wechat.getLocalImgData({ localId })
    await turn(9 * SECOND)
    expect(fake.calls).toHaveLength(1)
    await turn(2 * SECOND)
    await expect(second).resolves.toEqual({ localData: png })
    expect(lost.mock.calls).toMatchObject([[{ code: 'call-timeout' }]])
  })
})

test('calls without a lane are sent at the same time', async () => {
  turnableTime()
  const { fake, wechat } = open()
  fake.replyOnce('uploadVoice', 'never')
  wechat.uploadVoice({ localId: 'a' }).catch(() => {})
  await expect(wechat.uploadVoice({ localId: 'b' })).resolves.toMatchObject({ serverId: expect.any(String) })
})

describe('the time limit of a shared call', () => {
  test.each([undefined, 200])(
    'counts only the client’s answers: denied with 1000 ms, joined after %s ms',
    { tags: 'call-limits' },
    async (wait) => {
      const { fake, wechat } = await configured()
      await turn(SECOND)
      fake.on('getLocation', (_, client) => client.refuse('permission denied'))
      fake.reply('config', () => new Promise((resolve) => setTimeout(resolve, 3 * SECOND)))
      const calls = [wechat.getLocation({}, { timeout: SECOND })]
      if (wait) {
        await turn(wait)
        calls.push(wechat.getLocation({}, { timeout: SECOND }))
      }
      const seen = watch(calls)
      await turn(8 * SECOND)
      expect(seen).toEqual(calls.map(() => 'permission-denied'))
    },
  )

  test('starts for a joining caller when it joins', async () => {
    const { fake, wechat } = await configured()
    fake.reply('getLocation', 'never')
    const first = wechat.getLocation({}, { timeout: 5 * SECOND })
    await turn(SECOND)
    const seen = watch([first, wechat.getLocation({}, { timeout: SECOND })])
    await turn(990)
    expect(seen).toEqual([undefined, undefined])
    await turn(20)
    expect(seen).toEqual([undefined, 'call-timeout'])
    await turn(3 * SECOND)
    expect(seen).toEqual(['call-timeout', 'call-timeout'])
    expect(fake.calls).toHaveLength(1)
  })

  test('ends a call whose retry is not answered', async () => {
    const { fake, wechat } = await configured()
    await turn(SECOND)
    let count = 0
    fake.on('getLocation', (_, client) => (count++ ? client.ignore() : client.refuse('permission denied')))
    const seen = watch([wechat.getLocation({}, { timeout: SECOND })])
    await turn(5 * SECOND)
    expect(seen).toEqual(['call-timeout'])
    expect(count).toBe(2)
  })
})

describe('a call whose signal is already aborted', () => {
  test.each(['getLocation', 'getLocalImgData', 'getNetworkType', 'hideOptionMenu', 'closeWindow'] as const)(
    '%s rejects with the reason, is not sent, and leaves no unhandled rejection',
    async (api) => {
      const { fake, wechat } = await configured()
      const unhandled = vi.fn()
      process.on('unhandledRejection', unhandled)
      const call = (wechat[api] as (params: object, options: object) => Promise<unknown>)(
        {},
        { signal: AbortSignal.abort('gone') },
      )
      expect(await rejection(call)).toBe('gone')
      await turn(SECOND)
      vi.useRealTimers()
      await new Promise((resolve) => setTimeout(resolve))
      process.off('unhandledRejection', unhandled)
      expect(unhandled).not.toHaveBeenCalled()
      expect(fake.calls).toEqual([])
    },
  )
})
