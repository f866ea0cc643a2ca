import { SignerError } from '../server/errors.ts'
import { createNonce, signCard, signCardChoice } from './sign.ts'

/** What `wx.chooseCard` needs. */
export interface CardChoice {
  shopId: string
  cardType: string
  cardId: string
  timestamp: number
  nonceStr: string
  signType: 'SHA1'
  cardSign: string
}

export interface CardToAdd {
  cardId: string
  /** Required for cards with codes of one's own. */
  code?: string
  /** Required for cards bound to a user. */
  openid?: string
  /** When the user really gets the card, in seconds since 1970. */
  fixedBegintimestamp?: number
  /** The channel, for statistics. */
  outerStr?: string
}

export interface CardsOptions {
  appId: string
  /** The card `api_ticket`. */
  ticket(): Promise<string>
  /** Since 1970. */
  seconds(): number
}

export function createCards({ appId, ticket, seconds }: CardsOptions) {
  return {
    async cardExt(card: CardToAdd): Promise<string> {
      const { cardId, code = '', openid = '', fixedBegintimestamp, outerStr } = card ?? {}
      if (typeof cardId !== 'string' || cardId === '') {
        throw new SignerError('invalid-argument', '"cardId" must be the id of a card, a non-empty string')
      }
      const fields = { ticket: await ticket(), cardId, code, openid }
      const timestamp = String(seconds())
      const nonceStr = createNonce()
      const signature = await signCard({ ...fields, timestamp, nonceStr })
      return JSON.stringify({
        code,
        openid,
        timestamp,
        nonce_str: nonceStr,
        fixed_begintimestamp: fixedBegintimestamp,
        outer_str: outerStr,
        signature,
      })
    },

    async cardChoice({ shopId = '', cardType = '', cardId = '' }: Partial<CardChoice> = {}): Promise<CardChoice> {
      const fields = { ticket: await ticket(), shopId, cardType, cardId }
      const timestamp = seconds()
      const nonceStr = createNonce()
      const cardSign = await signCardChoice({ ...fields, appId, timestamp, nonceStr })
      return { shopId, cardType, cardId, timestamp, nonceStr, signType: 'SHA1', cardSign }
    },
  }
}
