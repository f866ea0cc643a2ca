import { signer } from '../../../signer'

export default defineEventHandler((event) => signer.node(event.node.req, event.node.res))
