export { run } from '../kit/run.ts'
