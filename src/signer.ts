export { SignerError, type SignerErrorCode } from './signer/errors.ts'
export type { AuthorizeResult } from './signer/handler.ts'
export type { SignerOptions } from './signer/options.ts'
export {
  type CardChoiceFields,
  type CardFields,
  type ServerProof,
  signCard,
  signCardChoice,
  signUrl,
  type UrlFields,
  verifyServer,
} from './signer/sign.ts'
export {
  type CardChoice,
  type CardToAdd,
  createSigner,
  type Signer,
  type UrlSignature,
} from './signer/signer.ts'
export { memoryStore, type SignerStore } from './signer/store.ts'
