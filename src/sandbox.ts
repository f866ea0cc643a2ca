export {
  installSandbox,
  type Played,
  type SandboxOptions,
  type SandboxWechat,
  sandboxFaults,
} from './sandbox/sandbox.ts'
export { sandboxScript } from './sandbox/sandbox-script.ts'
