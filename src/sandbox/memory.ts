const prefix = 'wechat-ready:'

/** Keeps a choice for this tab, across reloads. Returns whether that worked. */
export function remember(name: string, value: string): boolean {
  try {
    sessionStorage.setItem(prefix + name, value)
    return true
  } catch {
    // Storage may be switched off; the choice then lasts until the next reload.
    return false
  }
}

/** A choice that was kept. */
export function recall(name: string): string | undefined {
  try {
    return sessionStorage.getItem(prefix + name) ?? undefined
  } catch {
    return undefined
  }
}
