/** The four that are signed. */
export interface Parts {
  readonly ticket: string
  readonly nonceStr: string
  readonly timestamp: string
  readonly url: string
}

export type Part = keyof Parts

export const partNames: readonly Part[] = ['ticket', 'nonceStr', 'timestamp', 'url']

/** What a person puts on the bench. */
export interface BenchInput extends Parts {
  readonly signature: string
}

/** What the page has: what it handed to the client, and the URLs that the client may have checked. */
export interface BenchContext {
  readonly page?: Partial<Omit<BenchInput, 'ticket'>> | undefined
  readonly urls?: readonly string[]
}
