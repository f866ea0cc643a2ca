export { diagnose } from './doctor/diagnose.ts'
export type { CheckResult, DiagnoseOptions, Diagnosis, Finding, FindingName, Lang, Level } from './doctor/types.ts'
