/** Calls every listener. A listener that throws does not stop the others; its error is reported as uncaught. */
export function emit<T>(listeners: Iterable<(value: T) => void>, value: T): void {
  for (const listener of [...listeners]) {
    try {
      listener(value)
    } catch (error) {
      setTimeout(() => {
        throw error
      })
    }
  }
}
