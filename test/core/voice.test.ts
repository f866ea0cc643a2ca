import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { recordVoice, type Wechat } from 'wechat-ready'
import type { FakeWechat } from 'wechat-ready/testing'
import { collectUncaught, rejection } from '../kit/errors.ts'
import { open } from '../kit/page.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { turn, turnableTime, until } from '../kit/time.ts'

beforeEach(() => loadLazyParts())
beforeEach(turnableTime)

afterEach(() => vi.useRealTimers())

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

  test('resolves with the voice when it is stopped', { tags: 'voice' }, async () => {
    const { fake, voice } = await recording()
    await vi.advanceTimersByTimeAsync(5000)
    const stopped = voice.stop()
    await vi.advanceTimersByTimeAsync(2)
    expect(await voice.finished).toEqual({ localId: expect.any(String) })
    expect(await stopped).toBe(await voice.finished)
    expect(apis(fake)).toEqual(['startRecord', 'stopRecord'])
  })

  test('resolves with the voice at the limit of 60 s, and sends no stop', { tags: 'voice' }, async () => {
    const { fake, voice } = await recording()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await voice.finished).toEqual({ localId: expect.any(String) })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(apis(fake)).toEqual(['startRecord'])
  })

  test('stops itself after 61 s at a client that does not report the limit', async () => {
    const { fake, voice, settled } = await recording()
    vi.spyOn(fake, 'emit').mockReturnValue(false)
    fake.reply('stopRecord', { localId: 'a' })
    await vi.advanceTimersByTimeAsync(60_900)
    expect(settled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    expect(await voice.finished).toEqual({ localId: 'a' })
  })

  test('is stopped one second after its start at the earliest', async () => {
    const { fake, voice } = await recording()
    voice.stop()
    await vi.advanceTimersByTimeAsync(900)
    expect(apis(fake)).toEqual(['startRecord'])
    await vi.advanceTimersByTimeAsync(102)
    expect(await voice.finished).toEqual({ localId: expect.any(String) })
  })

  test('sends one stop, however often stop() is called', async () => {
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

  test('that is stopped before it has started ends as soon as it can', async () => {
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

  test('rejects when the user or the client refuses', async () => {
    const { fake, wechat } = open()
    fake.replyOnce('startRecord', 'cancel')
    expect(await rejection(recordVoice(wechat).finished)).toMatchObject({ code: 'cancelled', api: 'startRecord' })
    fake.replyOnce('startRecord', 'fail')
    expect(await rejection(recordVoice(wechat).finished)).toMatchObject({ code: 'call-failed' })
    expect(apis(fake)).toEqual(['startRecord', 'startRecord'])
  })

  test('rejects when the client cannot stop it, or does not answer', async () => {
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

  test('rejects at once when it is aborted, and leaves no recorder running', async () => {
    const controller = new AbortController()
    const { fake, voice } = await recording({ signal: controller.signal })
    const reason = new Error('gone')
    controller.abort(reason)
    expect(await rejection(voice.finished)).toBe(reason)
    await vi.advanceTimersByTimeAsync(1002)
    expect(apis(fake)).toEqual(['startRecord', 'stopRecord'])
  })

  test('does not start if its signal is already aborted', async () => {
    const { fake, wechat } = open()
    const reason = new Error('gone')
    expect(await rejection(recordVoice(wechat, { signal: AbortSignal.abort(reason) }).finished)).toBe(reason)
    await wechat.ready()
    expect(fake.calls).toEqual([])
  })

  test('rejects at once when dispose() is called', { tags: 'voice' }, async () => {
    const { wechat, voice } = await recording()
    await vi.advanceTimersByTimeAsync(3000)
    const stopped = voice.stop()
    wechat.dispose()
    expect(await rejection(voice.finished)).toMatchObject({ code: 'disposed' })
    expect(await rejection(stopped)).toMatchObject({ code: 'disposed' })
    await vi.advanceTimersByTimeAsync(70_000)
    expect(vi.getTimerCount()).toBe(0)
  })

  test.each([
    ['no localId', {}],
    ['a localId that is null', { localId: null }],
  ])('rejects at once when it ends with %s, and reports no uncaught error', async (_, payload) => {
    const { fake, voice } = await recording()
    const uncaught = collectUncaught()
    fake.emit('onVoiceRecordEnd', payload as { localId: string })
    expect(await rejection(voice.finished)).toMatchObject({ code: 'reply-invalid', api: 'onVoiceRecordEnd' })
    await vi.advanceTimersByTimeAsync(70_000)
    expect(apis(fake)).toEqual(['startRecord'])
    expect(uncaught).toEqual([])
  })

  describe('without an answer to its start', () => {
    async function unanswered() {
      const { fake, wechat } = open()
      await wechat.ready()
      vi.useFakeTimers()
      let answer = (_: object) => {}
      fake.reply('startRecord', () => new Promise((resolve) => (answer = resolve)))
      const voice = recordVoice(wechat)
      await vi.advanceTimersByTimeAsync(3000)
      return { fake, voice, answer: () => answer({}) }
    }

    test('sends the stop at once, and resolves with its voice', async () => {
      const { fake, voice } = await unanswered()
      fake.reply('stopRecord', { localId: 'a' })
      voice.stop()
      await vi.advanceTimersByTimeAsync(2)
      expect(apis(fake)).toEqual(['startRecord', 'stopRecord'])
      expect(await voice.finished).toEqual({ localId: 'a' })
    })

    test('rejects 10 s after stop() if nothing is answered, and sends one stop', async () => {
      const { fake, voice } = await unanswered()
      fake.reply('stopRecord', 'never')
      for (const stop of [voice.stop, voice.stop]) {
        stop()
        await vi.advanceTimersByTimeAsync(5001)
      }
      expect(await rejection(voice.finished)).toMatchObject({ code: 'call-timeout', api: 'stopRecord' })
      expect(apis(fake)).toEqual(['startRecord', 'stopRecord'])
    })

    test('leaves no recorder running if the start is answered after a failed stop', async () => {
      const { fake, voice, answer } = await unanswered()
      fake.replyOnce('stopRecord', 'fail')
      voice.stop()
      await vi.advanceTimersByTimeAsync(2)
      expect(await rejection(voice.finished)).toMatchObject({ code: 'call-failed', api: 'stopRecord' })
      answer()
      await vi.advanceTimersByTimeAsync(1002)
      expect(apis(fake)).toEqual(['startRecord', 'stopRecord', 'stopRecord'])
    })
  })

  test('listens for the limit only while it records', async () => {
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

  test('causes no unhandled rejection when it fails without a handler', async () => {
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
