import type { SignedParts } from '../knowledge/mistakes.ts'

/** The fields that a signature covers, in the order of the signed string's values. */
export const signedFields: readonly (keyof SignedParts)[] = ['ticket', 'nonceStr', 'timestamp', 'url']

/** The inputs of the bench. */
export interface BenchInput extends SignedParts {
  readonly signature: string
}

/** The values that the page passed to the client, and the URLs that the client may have checked. */
export interface BenchContext {
  readonly page?: Partial<Omit<BenchInput, 'ticket'>> | undefined
  readonly urls?: readonly string[]
}
