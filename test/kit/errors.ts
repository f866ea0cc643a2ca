import { onTestFinished } from 'vitest'
import { until } from './time.ts'

/** What a promise rejects with; fails when it resolves. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('It resolved.')
}

/** The first `count` errors after `act` that nobody has caught, as the page's error handlers hear of them. */
export async function uncaught(count: number, act: () => void): Promise<unknown[]> {
  const errors = collectUncaught()
  act()
  await until(() => errors.length >= count)
  return errors
}

/** The errors that nobody catches, from now on until the test ends. */
export function collectUncaught(): unknown[] {
  const errors: unknown[] = []
  const others = process.listeners('uncaughtException')
  const listen = (error: unknown) => void errors.push(error)
  process.removeAllListeners('uncaughtException')
  process.on('uncaughtException', listen)
  onTestFinished(() => {
    process.off('uncaughtException', listen)
    for (const other of others) process.on('uncaughtException', other)
  })
  return errors
}
