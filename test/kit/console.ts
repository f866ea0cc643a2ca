import { afterEach, beforeEach, expect, vi } from 'vitest'

/**
 * Fails a test that leaves a warning or an error in the console: a framework reports there what it finds wrong, a
 * hydration that does not match included.
 *
 * @returns a function that says which line is expected, exactly once
 */
export function watchConsole(): (line: RegExp) => void {
  const expected: RegExp[] = []
  beforeEach(() => {
    for (const name of ['warn', 'error'] as const) vi.spyOn(console, name).mockImplementation(() => {})
  })
  afterEach(() => {
    const lines = [console.warn, console.error].flatMap((method) => vi.mocked(method).mock.calls)
    for (const pattern of expected.splice(0)) {
      const index = lines.findIndex(([text]) => pattern.test(String(text)))
      expect.soft(index, `a line like ${pattern}`).not.toBe(-1)
      if (index >= 0) lines.splice(index, 1)
    }
    expect.soft(lines).toEqual([])
  })
  return (line) => void expected.push(line)
}
