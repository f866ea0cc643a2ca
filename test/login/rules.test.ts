import { describe, expect, test } from 'vitest'
import {
  type Callback,
  cookiesToDrop,
  isLoginPath,
  isLoop,
  isSamePath,
  nextTurn,
  publicAddress,
  shiftOf,
  sizeOf,
  stepOf,
} from '../../src/login/rules.ts'

const MINUTE = 60_000

describe('a callback', () => {
  const good: Callback = { round: 1, age: 1000, cookie: 'pending', hasCode: true }
  test.each<[string, Partial<Callback>]>([
    ['exchange', {}],
    ['exchange', { age: 10 * MINUTE }],
    ['exchange', { age: -MINUTE }],
    ['exchange', { round: 2 }],
    ['address', { age: 10 * MINUTE + 1 }],
    ['address', { age: 10 * MINUTE + 1, cookie: 'missing', hasCode: false }],
    ['address', { cookie: 'finished' }],
    ['denied', { hasCode: false }],
    ['denied', { hasCode: false, cookie: 'missing' }],
    ['restart', { cookie: 'missing' }],
    ['restart', { age: -MINUTE - 1 }],
    ['cookies-page', { round: 2, cookie: 'missing' }],
    ['clock-page', { round: 2, age: -MINUTE - 1 }],
  ])('leads to %s: %j', (step, more) => {
    expect(stepOf({ ...good, ...more })).toBe(step)
  })
})

describe('a start', () => {
  const now = 1_700_000_000_000
  const turn = (finishedAt: number, more = {}) => ({ visit: 'v', turn: 1, shift: 3, startedAt: 0, finishedAt, ...more })

  test.each([
    ['is the first where none was finished', [], 1, 0],
    ['is the next within 30 s of a finish', [turn(now - 29_999)], 2, 3],
    ['is the first 30 s after it', [turn(now - 30_000)], 1, 0],
    ['is the next where the finish is just in the future', [turn(now + 59_999)], 2, 3],
    ['is the first where the finish is a minute in the future', [turn(now + MINUTE)], 1, 0],
    ['counts from the start as well', [turn(0, { startedAt: now - 1 })], 2, 3],
    ['is the first for another visit', [turn(now - 1, { visit: 'w' })], 1, 0],
    ['follows the latest turn', [turn(now - 1), turn(now - 2, { turn: 2, shift: 5 }), turn(now - 3)], 3, 5],
  ])('%s', (_, finished, number, shift) => {
    expect(nextTurn(finished, 'v', now)).toEqual({ turn: number, shift })
  })

  test('is a loop from the third turn on', () => {
    expect([1, 2, 3].map(isLoop)).toEqual([false, false, true])
  })
})

describe('cookies are dropped', () => {
  const cookie = (name: string, at: number, isFinished = false, size = 1000) => ({ name, at, isFinished, size })
  const dropped = (cookies: ReturnType<typeof cookie>[], added: number) =>
    cookiesToDrop(cookies, added).map(({ name }) => name)

  test('only if they do not fit, to the byte', () => {
    const cookies = [cookie('a', 1), cookie('b', 2)]
    expect(dropped(cookies, 900)).toEqual([])
    expect(dropped(cookies, 901)).toEqual(['a'])
  })

  test('finished ones first, oldest first', () => {
    const cookies = [cookie('new', 4), cookie('old', 1), cookie('newDone', 5, true), cookie('oldDone', 3, true)]
    expect(dropped(cookies, 900)).toEqual(['oldDone', 'newDone'])
    expect(dropped(cookies, 1900)).toEqual(['oldDone', 'newDone', 'old'])
  })

  test('with the future size of a pending one counted', () => {
    expect([sizeOf({ size: 50 }), sizeOf({ size: 107 }), sizeOf({ size: 108 })]).toEqual([107, 107, 108])
    expect(dropped([cookie('a', 1, false, 50)], 2794)).toEqual(['a'])
    expect(dropped([cookie('a', 1, false, 50)], 2793)).toEqual([])
  })
})

describe('behind a proxy that changes paths', () => {
  test.each([
    ['/app/login', '/app/login', true, 0],
    ['/login', '/app/login', true, 4],
    ['/app/login', '/login', true, -4],
    ['/other', '/app/login', false, 0],
    ['/app', '/app/login', false, 0],
    ['/', '/', true, 0],
    ['/', '/app/', false, 0],
    ['/app/', '/', false, 0],
    ['/log1', '/log2', false, 0],
  ])('a request at %s may be one for %s: %s', (arrived, path, isSame, shift) => {
    expect([isSamePath(arrived, path), shiftOf(arrived, path)]).toEqual([isSame, shift])
  })

  test.each([
    ['/login', '/login', '/callback', true],
    ['/login', '/app/login', '/app/callback', true],
    ['/login', '/app/login', '/other/callback', false],
    ['/login', '/app/login', '/application/callback', false],
    ['/app', '/app/login', '/app/callback', false],
    ['/', '/', '/callback', true],
    ['/', '/app/', '/app/callback', false],
    ['/other', '/login', '/callback', false],
  ])(
    'a request at %s for the login at %s and the callback at %s is a login: %s',
    (arrived, login, callback, isLogin) => {
      expect(isLoginPath(arrived, login, callback)).toBe(isLogin)
    },
  )

  test.each([
    ['https://a.example/list?b', 0, 'https://a.example/list?b'],
    ['https://a.example/list?b', 4, 'https://a.example/app/list?b'],
    ['https://a.example', 4, 'https://a.example/app'],
    ['https://a.example/app/list?b', -4, 'https://a.example/list?b'],
    ['https://a.example/other?b', -4, 'https://a.example/other?b'],
    ['http://localhost:8080/app/#/b\nc', -4, 'http://localhost:8080/#/b\nc'],
  ])('%s with a shift of %i has the public URL %s', (address, shift, visible) => {
    expect(publicAddress(address, shift, '/app/login/callback')).toBe(visible)
  })
})
