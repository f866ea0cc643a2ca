import { type ApiName, apis, miniProgramApis } from './api.ts'

/*
 * The names of the table, which are needed before WeChat is. The build puts the lists here in place of these expressions, so that the table itself is
 * in the chunk that is loaded inside WeChat only: see vite.config.ts.
 */
export const apiNames = Object.keys(apis) as readonly ApiName[]

export const miniProgramNames = Object.keys(miniProgramApis)
