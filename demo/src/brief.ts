/** A media id or a scanned code, short enough to read: `1D2b…F6a7`. Of a URL the last part of its path. */
export function brief(text: string): string {
  const last = /^https?:\/\//.test(text)
    ? (text
        .replace(/[?#].*/, '')
        .split('/')
        .filter(Boolean)
        .at(-1) ?? text)
    : text
  return last.length > 10 ? `${last.slice(0, 4)}…${last.slice(-4)}` : last
}

/** A long text with its end cut off, for a line of so many characters. */
export const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text
