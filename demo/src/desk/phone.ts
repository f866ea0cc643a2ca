import type { Played } from '../platforms.ts'

/** What is drawn around the page: a phone of this kind, or a window. */
export type Body = 'android' | 'ios' | 'window'

export const bodyOf = (client: Played): Body =>
  client === 'ios' ? 'ios' : client === 'android' || client === 'harmony' ? 'android' : 'window'

/** CSS pixels of a phone in full size, with its bezel, and of the bar above the stage with the stage's least margins. */
const PHONE_HEIGHT = 780
const AROUND = 96

/** Windows narrower than this have a smaller phone. */
export const WIDE = 1280

/** How large the phone is drawn; 1: as high as a window of 876 px allows. */
export function phoneScale(width: number, height: number): number {
  const byHeight = Math.min(1, Math.max(0.7, (height - AROUND) / PHONE_HEIGHT))
  return width < WIDE ? Math.min(byHeight, 0.87) : byHeight
}
