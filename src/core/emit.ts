/** Tells every listener. One listener's fault is not another's, nor ours: the page's error handlers hear of it. */
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
