export { uncaught } from '../kit/errors.ts'
