export type { CardChoice, CardToAdd } from './signer/cards.ts'
export { SignerError, type SignerErrorCode } from './signer/errors.ts'
export type { AuthorizeResult } from './signer/handler.ts'
export type { NodeRequest, NodeResponse } from './signer/node.ts'
export type { Provided, SignerOptions } from './signer/options.ts'
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
export { memoryStore, type SignerStore } from './signer/store.ts'
