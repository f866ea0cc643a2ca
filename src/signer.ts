export { SignerError, type SignerErrorCode } from './server/errors.ts'
export type { FastifyReply, NodeReply, NodeRequest, NodeResponse } from './server/node.ts'
export { type Lease, memoryStore, type SignerStore } from './server/store.ts'
export type { CardChoice, CardToAdd } from './signer/cards.ts'
export type { AuthorizeResult } from './signer/handler.ts'
export type { Provided, SignerOptions } from './signer/options.ts'
export { type PayOptions, payParams, type SignedPayment } from './signer/pay.ts'
export { serverCheck } from './signer/server-check.ts'
export {
  type CardChoiceFields,
  type CardFields,
  type ServerProof,
  signCard,
  signCardChoice,
  signUrl,
  type UrlFields,
  type UrlSignature,
  verifyServer,
} from './signer/sign.ts'
export { createSigner, type Signer } from './signer/signer.ts'
