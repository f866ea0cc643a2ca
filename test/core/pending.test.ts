import { expect, test, vi } from 'vitest'
import { type Pending, pend } from '../../src/core/pending.ts'
import { rejection } from '../kit/errors.ts'

const never = () => {}

test('without signal.reason, as before iOS 15.4, an abort rejects with an AbortError', async () => {
  const { signal } = new AbortController()
  Object.defineProperties(signal, { aborted: { value: true }, reason: { value: undefined } })
  const error = await rejection(pend(new Set(), { signal }, never))
  expect(error).toBeInstanceOf(DOMException)
  expect(error).toMatchObject({ name: 'AbortError', message: 'Aborted' })
})

test('a settled promise removes its abort listener, and has nothing to cancel', async () => {
  const { signal } = new AbortController()
  const listeners = new Set<unknown>()
  vi.spyOn(signal, 'addEventListener').mockImplementation((type, listener) => void listeners.add([type, listener]))
  const removed = vi.spyOn(signal, 'removeEventListener')
  const pending: Pending = new Set()
  let answer: ((value: string) => void) | undefined
  const promise = pend<string>(pending, { signal }, (resolve) => {
    answer = resolve
  })
  expect(pending.size).toBe(1)
  expect(removed).not.toHaveBeenCalled()
  answer?.('done')
  expect(await promise).toBe('done')
  expect(pending.size).toBe(0)
  expect(removed.mock.calls).toEqual([...listeners])
})
