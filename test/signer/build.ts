export { bundleFile as bundle } from '../kit/build.ts'
