export type { Played } from './sandbox/panel.ts'
export { installSandbox, type SandboxOptions } from './sandbox/sandbox.ts'
export { sandboxScript } from './sandbox/sandbox-script.ts'
