/** The errors that nobody has caught, as the page's error handlers hear of them: the first `count` after `act`, waited for a second at most. */
export async function uncaught(count: number, act: () => void): Promise<unknown[]> {
  const errors: unknown[] = []
  const before = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  try {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 1000)
      process.on('uncaughtException', (error) => {
        if (errors.push(error) < count) return
        clearTimeout(timer)
        resolve()
      })
      act()
    })
  } finally {
    process.removeAllListeners('uncaughtException')
    for (const listener of before) process.on('uncaughtException', listener)
  }
  return errors
}
