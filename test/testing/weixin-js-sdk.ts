export * from '../kit/sdk.ts'
