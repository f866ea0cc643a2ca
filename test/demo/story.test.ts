import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Wechat } from 'wechat-ready'
import { currentStep, failed, isDone, isOpen, nextStep, startAgain, steps } from '../../demo/src/story.ts'

const place = { latitude: 23.1, longitude: 113.32, speed: 0, accuracy: 10 }

/** A client that answers at once. */
function client() {
  let uploaded = 0
  return {
    chooseImage: vi.fn(async () => ({ localIds: ['a', 'b'] })),
    previewImage: vi.fn(async () => undefined),
    uploadImage: vi.fn(async (_: { localId: string }) => ({ serverId: `server-${++uploaded}` })),
    startRecord: vi.fn(async () => undefined),
    stopRecord: vi.fn(async () => ({ localId: 'voice' })),
    onVoiceRecordEnd: vi.fn((listener: (voice: { localId: string }) => void) => {
      queueMicrotask(() => listener({ localId: 'voice' }))
      return () => {}
    }),
    getLocation: vi.fn(async () => place),
    openLocation: vi.fn(async () => undefined),
    scanQRCode: vi.fn(async () => ({ resultStr: 'for-you', type: 'QR_CODE', value: 'for-you' })),
    share: vi.fn(async () => undefined),
  }
}

const take = (name: string, wechat: object) =>
  steps.find(({ brings }) => brings === name)?.start(wechat as unknown as Wechat).result

beforeEach(startAgain)

describe('the postcard', () => {
  it('runs all steps, each with the results of the ones before', async () => {
    const wechat = client()
    for (const step of steps) {
      expect(isOpen(step), step.api).toBe(true)
      await step.start(wechat as unknown as Wechat).result
      expect(isDone(step), step.api).toBe(true)
    }
    expect(wechat.previewImage).toHaveBeenCalledWith({ current: 'a', urls: ['a', 'b'] })
    expect(wechat.uploadImage.mock.calls.map(([{ localId }]) => localId)).toEqual(['a', 'b'])
    // Otherwise the client shows the code's page itself.
    expect(wechat.scanQRCode).toHaveBeenCalledWith({ needResult: 1 })
    expect(wechat.openLocation).toHaveBeenCalledWith(
      expect.objectContaining({ latitude: place.latitude, longitude: place.longitude }),
    )
    expect(wechat.share).toHaveBeenCalledWith(
      expect.objectContaining({
        title: 'A postcard from 23.10, 113.32',
        desc: '2 pictures and a voice, for for-you',
      }),
    )
  })

  it('opens a step only when its inputs are there', async () => {
    const isOpenNow = (name: string) => steps.filter(({ brings }) => brings === name).some(isOpen)
    expect(['previewed', 'serverIds', 'mapped', 'card'].filter(isOpenNow)).toEqual([])
    await take('localIds', client())
    expect(['previewed', 'serverIds', 'mapped', 'card'].filter(isOpenNow)).toEqual(['previewed', 'serverIds'])
  })

  it('skips a failed step, and continues with one that does not need it', async () => {
    const wechat = client()
    failed.add('voice')
    for (let step = nextStep(); step; step = nextStep()) await step.start(wechat as unknown as Wechat).result
    expect(wechat.startRecord).not.toHaveBeenCalled()
    expect(wechat.share).toHaveBeenCalledWith(expect.objectContaining({ desc: '2 pictures, for for-you' }))
  })

  it('drops results that were made from replaced images', async () => {
    const wechat = client()
    for (const step of steps) await step.start(wechat as unknown as Wechat).result
    await take('localIds', wechat)
    const left = steps.filter(isDone).map(({ brings }) => brings)
    expect(left).toEqual(['localIds', 'voice', 'place', 'mapped', 'code'])
  })

  it('returns to a failed step when no other is left', async () => {
    const wechat = client()
    failed.add('place')
    for (let step = nextStep(); step; step = nextStep()) await step.start(wechat as unknown as Wechat).result
    expect(currentStep()?.brings).toBe('place')
    for (let step = currentStep(); step; step = currentStep()) {
      failed.delete(step.brings)
      await step.start(wechat as unknown as Wechat).result
    }
    expect(wechat.share).toHaveBeenCalledOnce()
  })

  it('keeps no result of a failed step', async () => {
    const wechat = { ...client(), chooseImage: () => Promise.reject(new Error('cancelled')) }
    await expect(take('localIds', wechat)).rejects.toThrow('cancelled')
    expect(steps.filter(isDone)).toEqual([])
  })
})
