import { afterEach, expect, test, vi } from 'vitest'
import type { FakeWechat } from 'wechat-ready/testing'
import * as api from '../../src/core/api.ts'
import { loadSdk } from '../kit/sdk.ts'

// The library's table of APIs is where the fake learns of new ones.

let fake: FakeWechat
afterEach(() => {
  fake.uninstall()
  vi.doUnmock('../../src/core/api.ts')
})

test('the fake answers a new API of the table with a result of the right shape', async () => {
  vi.resetModules()
  const { call: row, list, number, optional, text } = await import('../../src/core/table.ts')
  const teapot = row({ native: 'boilTeapot', reply: { cups: number, lids: list, name: text, colour: optional(text) } })
  vi.doMock('../../src/core/api.ts', () => ({ ...api, rows: { ...api.rows, openTeapot: teapot } }))
  const { installFakeWechat } = await import('wechat-ready/testing')
  fake = installFakeWechat()
  const wx = loadSdk()
  wx.config({ ...fake.sign(location.href), check: false })
  const invoke = (name: string, params: object) => new Promise((resolve) => wx.invoke(name, params, resolve))
  await invoke('preVerifyJSAPI', { verifyJsApiList: ['boilTeapot'] })
  expect(await invoke('boilTeapot', {})).toEqual({ err_msg: 'boil_teapot:ok', cups: 0, lids: [], name: '' })
  expect(fake.calls).toMatchObject([{ api: 'openTeapot' }])
})

test('the table and the fake agree on the native name of every API', async () => {
  const { installFakeWechat } = await import('wechat-ready/testing')
  fake = installFakeWechat()
  const names = Object.keys(api.rows)
  const wx = loadSdk()
  wx.config({ ...fake.sign(location.href), check: false })
  const verifyJsApiList = names.map((name) => api.rows[name]?.native ?? name)
  await new Promise((resolve) => wx.invoke('preVerifyJSAPI', { verifyJsApiList }, resolve))
  expect(fake.configurations[0]?.jsApiList).toEqual(names)
})
