export { installSandbox, type Played, type SandboxOptions } from './sandbox/sandbox.ts'
export { sandboxScript } from './sandbox/sandbox-script.ts'
