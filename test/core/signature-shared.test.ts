import { beforeAll, describe, expect, test, vi } from 'vitest'
import { createSignatures, type SignatureContext } from '../../src/core/signature.ts'
import { rejection } from '../kit/errors.ts'
import { at, LANDING, openInWechat, someSignature, wechatOf } from '../kit/page.ts'
import { loadLazyParts } from '../kit/sdk.ts'
import { until } from '../kit/time.ts'

/* The client objects of a page share signatures, as long as one of them is in use. */

beforeAll(loadLazyParts)

describe('client objects with the same source', () => {
  test('request one signature per URL for five visits with a client object each', async () => {
    const fake = openInWechat()
    for (const path of ['/a', '/b', '/c', '/d', '/e']) {
      history.pushState(null, '', path)
      const wechat = wechatOf({ signature: fake.sign })
      await wechat.ready()
    }
    expect(fake.signatures.map(({ url }) => url)).toEqual(['/a', '/b', '/c', '/d', '/e'].map(at))
  })

  test('share a pending request, and a signature endpoint', async () => {
    const fake = openInWechat()
    const asked = vi.fn(async (input: string) => {
      const { searchParams } = new URL(input, location.href)
      return Response.json(fake.sign(String(searchParams.get('url')), { reason: 'initial' }))
    })
    vi.stubGlobal('fetch', asked)
    const clients = [1, 2, 3].map(() => wechatOf({ signature: '/api/signature' }))
    await Promise.all(clients.map((wechat) => wechat.ready()))
    expect(asked).toHaveBeenCalledTimes(1)
  })

  test('are all configured after one request when the ticket was replaced', async () => {
    const fake = openInWechat()
    const reasons: string[] = []
    const good = fake.ticket
    const signature = async (url: string, context: SignatureContext) => {
      reasons.push(context.reason)
      // All three wait for the same answer, and all are refused.
      await new Promise((resolve) => setTimeout(resolve, 5))
      Object.assign(fake, { ticket: reasons.includes('invalid-signature') ? good : 'old' })
      const signed = fake.sign(url, context)
      Object.assign(fake, { ticket: good })
      return signed
    }
    const clients = [1, 2, 3].map(() => wechatOf({ signature }))
    const urls = await Promise.all(clients.map((wechat) => wechat.ready()))
    expect(urls.map(({ url }) => url)).toEqual([LANDING, LANDING, LANDING])
    expect(reasons).toEqual(['initial', 'invalid-signature'])
  })
})

describe('the shared cache', () => {
  const context = expect.objectContaining({ reason: 'route' })

  test('is dropped once the last client object is disposed of', async () => {
    const source = vi.fn(() => someSignature)
    const [first, second] = [createSignatures(source), createSignatures(source)]
    await first.get(LANDING, 'route')
    await second.get(LANDING, 'route')
    first.dispose()
    const third = createSignatures(source)
    await third.get(LANDING, 'route')
    expect(source.mock.calls).toEqual([[LANDING, context]])
    second.dispose()
    third.dispose()
    await createSignatures(source).get(LANDING, 'route')
    expect(source).toHaveBeenCalledTimes(2)
  })

  test('is separate for each source', async () => {
    const [one, two] = [vi.fn(() => someSignature), vi.fn(() => someSignature)]
    await createSignatures(one).get(LANDING, 'route')
    await createSignatures(two).get(LANDING, 'route')
    expect([one, two].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
  })

  test('keeps a newer signature when an older one is refused', async () => {
    const source = vi.fn(() => ({ ...someSignature }))
    const signatures = createSignatures(source)
    const { signature: old } = await signatures.get(LANDING, 'route')
    await signatures.get(LANDING, 'invalid-signature')
    signatures.drop(LANDING, old)
    expect(await signatures.get(LANDING, 'invalid-signature')).toMatchObject({ kept: true })
    expect(source).toHaveBeenCalledTimes(2)
  })

  test('keeps a request that another client object waits for after dispose()', async () => {
    const fake = openInWechat()
    let answer: (() => void) | undefined
    const signature = (url: string, given: SignatureContext) =>
      new Promise<ReturnType<typeof fake.sign>>((resolve, reject) => {
        given.signal.onabort = () => reject(given.signal.reason)
        answer = () => resolve(fake.sign(url, given))
      })
    const [one, two] = [wechatOf({ signature }), wechatOf({ signature })]
    const [gone, ready] = [rejection(one.ready()), two.ready()]
    await until(() => answer)
    await new Promise((resolve) => setTimeout(resolve))
    one.dispose()
    expect(await gone).toMatchObject({ code: 'disposed' })
    answer?.()
    await expect(ready).resolves.toMatchObject({ url: LANDING })
  })
})
