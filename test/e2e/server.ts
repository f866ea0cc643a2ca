export * from '../kit/serve.ts'
