import { afterEach, expect, test, vi } from 'vitest'
import { createReporter } from '../../src/server/reporter.ts'

afterEach(() => void vi.restoreAllMocks())

test('an error that no caller receives is passed to onError only', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue()
  const hook = vi.fn()
  const error = new Error('x')
  await createReporter(hook, 'wechat-ready/signer')(error)
  expect(hook.mock.calls).toEqual([[error]])
  expect(log).not.toHaveBeenCalled()
})

test("without onError it is logged to the console with the entry's name", () => {
  const log = vi.spyOn(console, 'error').mockReturnValue()
  const error = new Error('x')
  createReporter(undefined, 'wechat-ready/signer')(error)
  expect(log.mock.calls).toEqual([['wechat-ready/signer:', error]])
})

test.each([
  [
    'throws',
    () => {
      throw new Error('no logger')
    },
  ],
  ['rejects', () => Promise.reject(new Error('no logger'))],
])('an onError that %s is ignored', async (_, hook) => {
  expect(await createReporter(hook, 'wechat-ready/signer')(new Error('x'))).toBeUndefined()
})
