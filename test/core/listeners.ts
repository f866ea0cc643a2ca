export { counted } from '../kit/listeners.ts'
