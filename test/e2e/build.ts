export { buildApp } from '../kit/build.ts'
