export * from '../kit/signer.ts'
export { HOUR, MINUTE } from '../kit/time.ts'
