import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createPair } from '../kit/signer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const VOICE = new Uint8Array([35, 33, 65, 77, 82])

/** WeChat, with an answer of its own to requests for media. */
function createMedia(...answers: ((url: URL) => Response | Promise<Response>)[]) {
  const asked: URL[] = []
  const pair = createPair({
    fetch: async (input, init) => {
      const url = new URL(String(input))
      if (!url.pathname.includes('media')) return pair.api.fetch(input, init)
      asked.push(url)
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      return answer?.(url) ?? new Response(null, { status: 404 })
    },
  })
  return { ...pair, asked }
}

const voice = () =>
  new Response(VOICE, {
    headers: {
      'content-type': 'audio/amr',
      'content-disposition': 'attachment; filename="a.amr"',
      'content-length': '5',
      'set-cookie': 'session=1',
    },
  })
const refusal = (errcode: number) => () => Response.json({ errcode, errmsg: 'x rid: 65a1b2c3-1a2b3c4d-5e6f7a8b' })

describe('media', () => {
  test("is WeChat's body with its type, name and length, and without other headers", {
    tags: 'media',
  }, async () => {
    const { signer, asked } = createMedia(voice)
    const response = await signer.media('1237378768e7q8e7r8qwesafdasdfasdfaxss111')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(VOICE)
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'audio/amr',
      'content-disposition': 'attachment; filename="a.amr"',
      'content-length': '5',
    })
    expect(asked[0]?.pathname).toBe('/cgi-bin/media/get')
    expect(asked[0]?.searchParams.get('media_id')).toBe('1237378768e7q8e7r8qwesafdasdfasdfaxss111')
  })

  test('comes from its own path in speex', async () => {
    const { signer, asked } = createMedia(voice)
    await signer.media('1', { speex: true })
    expect(asked[0]?.pathname).toBe('/cgi-bin/media/get/jssdk')
  })

  test('has no length if it was decompressed', async () => {
    const packed = { 'content-type': 'audio/amr', 'content-encoding': 'gzip', 'content-length': '3' }
    const { signer } = createMedia(() => new Response(VOICE, { headers: packed }))
    expect((await signer.media('1')).headers.get('content-length')).toBeNull()
  })

  test.each(['application/json', 'text/plain', ''])(
    'that WeChat refuses causes a SignerError (%s)',
    { tags: 'media' },
    async (type) => {
      const body = '{"errcode":40007,"errmsg":"invalid media_id rid: 65a1b2c3-1a2b3c4d-5e6f7a8b"}'
      const { signer } = createMedia(() => new Response(body, { headers: { 'content-type': type || 'text/html' } }))
      await expect(signer.media('1')).rejects.toMatchObject({
        code: 'wechat-refused',
        errcode: 40007,
        rid: '65a1b2c3-1a2b3c4d-5e6f7a8b',
        message: expect.stringContaining('for three days'),
      })
    },
  )

  test('of a video is the JSON with its URL', async () => {
    const { signer } = createMedia(() => Response.json({ video_url: 'http://video.example.com/1' }))
    expect(await (await signer.media('1')).json()).toEqual({ video_url: 'http://video.example.com/1' })
  })

  test('is requested again with a new token if WeChat rejects the token', async () => {
    const { signer, asked, count } = createMedia(refusal(40001), voice)
    await signer.accessToken()
    expect((await signer.media('1')).status).toBe(200)
    const [first, second] = asked.map((url) => url.searchParams.get('access_token'))
    expect(first).not.toBe(second)
    expect(count('token')).toBe(3)
  })

  test('that does not exist does not affect other requests', async () => {
    const { signer, asked } = createMedia(refusal(40007), refusal(40007), refusal(40007), voice)
    for (let i = 0; i < 3; i++) await expect(signer.media('1')).rejects.toMatchObject({ errcode: 40007 })
    expect((await signer.media('2')).status).toBe(200)
    expect(asked).toHaveLength(4)
  })

  test('over its quota causes no more requests, and does not affect signatures', async () => {
    const { signer, asked } = createMedia(refusal(45009))
    await expect(signer.media('1')).rejects.toMatchObject({ errcode: 45009 })
    await expect(signer.media('2')).rejects.toMatchObject({ errcode: 45009 })
    expect(asked).toHaveLength(1)
    await expect(signer.sign('https://shop.example.com/')).resolves.toBeDefined()
  })

  test('is streamed, and fails if the stream breaks', async () => {
    const body = new ReadableStream({ start: (controller) => controller.enqueue(VOICE) })
    const { signer } = createMedia(() => new Response(body, { headers: { 'content-type': 'audio/amr' } }))
    const reader = (await signer.media('1')).body?.getReader()
    expect(await reader?.read()).toEqual({ done: false, value: VOICE })
    const next = expect(reader?.read()).rejects.toMatchObject({ code: 'wechat-unreachable' })
    await vi.advanceTimersByTimeAsync(5000)
    await next
  })

  test.each(['', undefined, 7])('with the id %j causes a TypeError', async (serverId) => {
    // @ts-expect-error what is not typed may do this
    await expect(createMedia(voice).signer.media(serverId)).rejects.toThrow('"serverId" must be a non-empty text')
  })
})
