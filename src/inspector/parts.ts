import type { SignedParts } from '../knowledge/mistakes.ts'

export const partNames: readonly (keyof SignedParts)[] = ['ticket', 'nonceStr', 'timestamp', 'url']

/** What a person puts on the bench. */
export interface BenchInput extends SignedParts {
  readonly signature: string
}

/** What the page has: what it handed to the client, and the URLs that the client may have checked. */
export interface BenchContext {
  readonly page?: Partial<Omit<BenchInput, 'ticket'>> | undefined
  readonly urls?: readonly string[]
}
