import { expect, test } from 'vitest'
import { diagnose } from 'wechat-ready/doctor'

test('the backend signs as WeChat wants it', async () => {
  const { findings } = await diagnose({
    endpoint: 'http://localhost:3000/api/wechat/signature',
    page: 'https://shop.example.com/things/7',
  })
  expect(findings).toEqual([])
})
