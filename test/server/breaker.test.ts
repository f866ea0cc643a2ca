import { afterEach, describe, expect, test, vi } from 'vitest'
import { createBreaker, growingPause, pauseForQuota } from '../../src/server/breaker.ts'
import { SignerError } from '../../src/server/errors.ts'
import { MINUTE } from '../../src/server/time.ts'

afterEach(() => void vi.restoreAllMocks())

const refused = (errcode?: number) => new SignerError('wechat-refused', 'x', errcode === undefined ? {} : { errcode })
const unreachable = new SignerError('wechat-unreachable', 'x')

describe('the pause after a failure', () => {
  test.each<[number, SignerError, number]>([
    [1, unreachable, 0],
    [2, unreachable, 2000],
    [3, unreachable, 4000],
    [5, unreachable, 16_000],
    [6, unreachable, 30_000],
    [240, refused(40013), 30_000],
    [241, refused(40013), 600_000],
    [241, refused(), 30_000],
    [241, unreachable, 30_000],
  ])('number %i in a row, of %s, is between half of %i ms and all of it', (count, error, longest) => {
    for (const chance of [0, 0.5]) {
      vi.spyOn(Math, 'random').mockReturnValue(chance)
      expect(growingPause(error, count)).toBe(longest * (0.5 + chance / 2))
    }
  })

  test.each([89506, 89507])('is ten minutes from the start if an administrator has to act (%i)', (errcode) => {
    expect([1, 5].map((count) => growingPause(refused(errcode), count))).toEqual([600_000, 600_000])
  })

  test("by quota is ten minutes for a daily one, one for a minute's, none for other failures", () => {
    const failures = [refused(45009), refused(45011), refused(40013), unreachable, new Error('x')]
    expect(failures.map(pauseForQuota)).toEqual([10 * MINUTE, MINUTE, 0, 0, 0])
  })
})

describe('a breaker', () => {
  function create() {
    let time = 0
    const pauseAfter = vi.fn(() => 1000)
    const guard = createBreaker({ now: () => time, pauseAfter })
    const fail = (error: unknown) => guard(() => Promise.reject(error)).catch((reason: unknown) => reason)
    return { guard, fail, pauseAfter, passTo: (at: number) => (time = at) }
  }

  test('repeats a failure without a new attempt until the pause is over', async () => {
    const { guard, fail, passTo } = create()
    const error = new Error('x')
    await fail(error)
    const work = vi.fn(async () => 'done')
    passTo(999)
    await expect(guard(work)).rejects.toBe(error)
    expect(work).not.toHaveBeenCalled()
    passTo(1000)
    expect(await guard(work)).toBe('done')
  })

  test('counts failures in a row, and starts again after a success', async () => {
    const { guard, fail, pauseAfter, passTo } = create()
    const errors = [1, 2, 3, 4].map((number) => new Error(`${number}`))
    for (const at of [0, 1, 2]) {
      passTo(at * 1000)
      await fail(errors[at])
    }
    passTo(5000)
    await guard(async () => 'done')
    await fail(errors[3])
    expect(pauseAfter.mock.calls).toEqual([
      [errors[0], 1],
      [errors[1], 2],
      [errors[2], 3],
      [errors[3], 1],
    ])
  })

  test('does not count a failure that another breaker repeats', async () => {
    const { fail, pauseAfter, passTo } = create()
    const error = new Error('x')
    await fail(error)
    passTo(1000)
    expect(await fail(error)).toBe(error)
    expect(pauseAfter).toHaveBeenCalledTimes(1)
  })
})
