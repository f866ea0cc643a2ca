import { afterEach, expect, test, vi } from 'vitest'
import { CLOCK_TOLERANCE, elapsed, within } from '../../src/server/time.ts'

afterEach(() => void vi.useRealTimers())

/** Blocks the event loop. */
function standStill(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

test('an answer that arrived while the event loop was blocked is used', { tags: 'lease' }, async () => {
  const { port1, port2 } = new MessageChannel()
  const answer = new Promise<string>((resolve) => {
    port1.onmessage = ({ data }) => resolve(data)
  })
  const result = within(100, () => answer)
  port2.postMessage('arrived')
  standStill(300)
  expect(await result).toBe('arrived')
  port1.close()
})

test.each([1, 2, 7, 100, 1000, 5000])('a time-out of %i ms fires after exactly that time', async (ms) => {
  vi.useFakeTimers()
  const failed = vi.fn()
  within(ms, () => new Promise(() => {})).catch(failed)
  await vi.advanceTimersByTimeAsync(ms - 1)
  expect(failed).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(failed).toHaveBeenCalledWith(
    expect.objectContaining({ name: 'TimeoutError', message: `no answer within ${ms} ms` }),
  )
  expect(vi.getTimerCount()).toBe(0)
})

test('work that ends in time leaves no timer behind', async () => {
  vi.useFakeTimers()
  expect(await within(1000, async () => 'done')).toBe('done')
  expect(vi.getTimerCount()).toBe(0)
})

test('a time more than five minutes in the future counts as long ago', () => {
  expect([elapsed(1000, 3000), elapsed(3000, 1000), elapsed(CLOCK_TOLERANCE, 0)]).toEqual([
    2000,
    -2000,
    -CLOCK_TOLERANCE,
  ])
  expect(elapsed(CLOCK_TOLERANCE + 1, 0)).toBe(Number.POSITIVE_INFINITY)
})
