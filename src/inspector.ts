export { type Inspector, type InspectorOptions, openInspector } from './inspector/open.ts'
export type { Inspected } from './inspector/source.ts'
export { createVConsolePlugin, type VConsoleClass, type VConsolePlugin } from './inspector/vconsole.ts'
