import { expect, test, vi } from 'vitest'
import { isMedia, mediaOf } from '../../src/server/media.ts'

const response = (headers: Record<string, string>, status = 200) =>
  new Response(new Uint8Array([1]), { status, headers })

test('a response is media if it is neither JSON nor text, and has a 2xx status', () => {
  const types = ['audio/amr', 'application/json; charset=utf-8', 'text/plain']
  expect(types.map((type) => isMedia(response({ 'content-type': type })))).toEqual([true, false, false])
  expect(isMedia(response({}))).toBe(true)
  expect(isMedia(response({ 'content-type': 'audio/amr' }, 404))).toBe(false)
})

test('a header that WeChat does not send is omitted', () => {
  expect([...mediaOf(response({ 'content-type': 'audio/amr' }), 1000).headers]).toEqual([['content-type', 'audio/amr']])
})

test("cancelling the body cancels WeChat's response", async () => {
  const cancel = vi.fn()
  const body = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array([1])), cancel })
  const media = mediaOf(new Response(body), 1000)
  await media.body?.cancel('gone')
  expect(cancel).toHaveBeenCalledWith('gone')
})

test('a broken body causes an error without foreign words', async () => {
  const body = new ReadableStream({ pull: (controller) => controller.error(new Error('access_token=sesame')) })
  await expect(mediaOf(new Response(body), 1000).arrayBuffer()).rejects.toMatchObject({
    code: 'wechat-unreachable',
    message: 'WeChat stopped in the middle of the media',
  })
})
