export { bridgeSdk } from './core/bridge-sdk.ts'
