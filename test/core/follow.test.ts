import { describe, expect, test, vi } from 'vitest'
import type { Wechat } from 'wechat-ready'
import { mount, serverView, takeSharePlace } from '../../src/core/follow.ts'

const android = 'Mozilla/5.0 (Linux; Android 12) MicroMessenger/8.0.61'

describe('the view of a server', () => {
  test('is idle, and has no environment where the app does not know the user agent', () => {
    const { state, environment, can } = serverView(undefined)
    expect(state).toEqual({ status: 'idle', openTags: 'unknown' })
    expect(environment).toBeUndefined()
    expect(can('chooseImage')).toMatchObject({ ok: false })
  })

  test('says what the client of the request can call', () => {
    const { environment, can } = serverView(android)
    expect(environment).toMatchObject({ inWechat: true, platform: 'android' })
    expect(can('chooseImage')).toMatchObject({ ok: true })
    expect(can('notInTheTable' as 'chooseImage')).toMatchObject({ ok: true })
  })
})

describe('a client object of a version without what the bindings ask for', () => {
  const open = () => {
    const ready = vi.fn(async () => ({}))
    return { ready, old: { ready } as unknown as Wechat }
  }

  test('is mounted and unmounted', () => {
    expect(mount(open().old)).not.toThrow()
  })

  test('has no place for a content, and is configured with the first one', () => {
    const { ready, old } = open()
    const set = takeSharePlace(old)
    set()
    expect(ready).not.toHaveBeenCalled()
    set({ title: 'a' })
    set({ title: 'b' })
    expect(ready).toHaveBeenCalledOnce()
  })
})
