import { expect, test, vi } from 'vitest'
import { isMedia, mediaOf } from '../../src/server/media.ts'

const response = (headers: Record<string, string>, status = 200) =>
  new Response(new Uint8Array([1]), { status, headers })

test('what is neither JSON nor text is media, where WeChat answers 2xx', () => {
  const types = ['audio/amr', 'application/json; charset=utf-8', 'text/plain']
  expect(types.map((type) => isMedia(response({ 'content-type': type })))).toEqual([true, false, false])
  expect(isMedia(response({}))).toBe(true)
  expect(isMedia(response({ 'content-type': 'audio/amr' }, 404))).toBe(false)
})

test('a header that WeChat does not send is not there', () => {
  expect([...mediaOf(response({ 'content-type': 'audio/amr' }), 1000).headers]).toEqual([['content-type', 'audio/amr']])
})

test('a body that is not wanted any more is given up at WeChat as well', async () => {
  const cancel = vi.fn()
  const body = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array([1])), cancel })
  const media = mediaOf(new Response(body), 1000)
  await media.body?.cancel('gone')
  expect(cancel).toHaveBeenCalledWith('gone')
})

test('a body that breaks off says so, in words of ours alone', async () => {
  const body = new ReadableStream({ pull: (controller) => controller.error(new Error('access_token=sesame')) })
  await expect(mediaOf(new Response(body), 1000).arrayBuffer()).rejects.toMatchObject({
    code: 'wechat-unreachable',
    message: 'WeChat stopped in the middle of the media',
  })
})
