/** `onError` as the rooms call it; default `console.error` with the entry's name. Errors of the hook are ignored. */
export function createReporter(
  hook: ((error: unknown) => unknown) | undefined,
  entry: string,
): (error: unknown) => void {
  if (!hook) return (error) => console.error(`${entry}:`, error)
  return async (error) => {
    try {
      await hook(error)
    } catch {
      // A logger that fails must not stop the server.
    }
  }
}
